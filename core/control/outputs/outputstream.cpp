// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/outputstream.h"

#include <QDir>
#include <QFileInfo>

#include <cstdio>

namespace Molotov {

Result<OutputStream> OutputStream::open(const QString &name)
{
    OutputStream stream;
    stream.m_name = name;
    stream.m_file = std::make_unique<QFile>();
    if (name == QLatin1String("-")) {
        stream.m_shownName = tr("the standard output");
        if (!stream.m_file->open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered))
            return stream.error(stream.m_file->errorString());
        return stream;
    }
    stream.m_shownName = QDir::toNativeSeparators(name);
    if (const auto status = stream.openFile(name); !status)
        return status.error();
    stream.m_isFile = QFileInfo(name).isFile();
    return stream;
}

Result<QByteArray> OutputStream::head(qint64 length) const
{
    QFile file(m_name);
    if (!file.open(QIODevice::ReadOnly))
        return error(file.errorString());
    return file.read(length);
}

Status OutputStream::empty()
{
    return m_file->resize(0) ? Status() : Status(error(m_file->errorString()));
}

Error OutputStream::error(const QString &why) const
{
    return {tr("The JSON lines cannot be written to %1: %2.").arg(m_shownName, why)};
}

} // namespace Molotov
