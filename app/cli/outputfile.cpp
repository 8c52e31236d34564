// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/outputfile.h"

#include "app/cli/openstream.h"
#include "core/model/files.h"

#include <QDir>
#include <QFileInfo>

#include <cstdio>

namespace Molotov::Cli {

namespace {

// Replacing a pipe or a device, as a file is, would remove it. What stands there for a stream of this process
// may lead to a file all the same.
bool isStream(const QString &name)
{
    const QFileInfo info(name);
    return name.startsWith(QLatin1String("/dev/fd/")) || name.startsWith(QLatin1String("/proc/"))
           || name == QLatin1String("/dev/stderr") || (info.exists() && !info.isFile() && !info.isDir());
}

} // namespace

Result<OutputFile> OutputFile::open(const QString &name, const QString &what)
{
    OutputFile output;
    output.m_name = name;
    output.m_what = what;
    if (name.isEmpty())
        return output;
    if (name == QLatin1String("-")) {
        output.m_name = tr("the standard output");
        output.m_stream = std::make_shared<QFile>();
        if (!output.m_stream->open(stdout, QIODevice::WriteOnly))
            return Error{
                tr("The standard output cannot be written: %1.").arg(output.m_stream->errorString())};
        return output;
    }
    if (!isStream(name)) {
        const auto status = Files::canReplace(name);
        return status ? Result(output) : Result<OutputFile>(status.error());
    }
    output.m_stream = std::make_shared<QFile>();
    if (const auto status = openStream(name, *output.m_stream); !status)
        return status.error();
    return output;
}

Status OutputFile::write(const QByteArray &content) const
{
    if (m_name.isEmpty())
        return {};
    if (!m_stream)
        return Files::replace(m_name, content);
    if (m_stream->write(content) == content.size() && m_stream->flush())
        return {};
    return Error{tr("%1 could not be written to %2: %3.")
                     .arg(m_what, QDir::toNativeSeparators(m_name), m_stream->errorString())};
}

} // namespace Molotov::Cli
