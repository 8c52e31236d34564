// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/outputstream.h"

namespace Molotov {

Status OutputStream::openFile(const QString &name)
{
    m_file->setFileName(name);
    if (!m_file->open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return error(m_file->errorString());
    return {};
}

// Windows cannot say whether a pipe has room: who does not read from it makes the outputs wait, but no run.
Status OutputStream::write(QByteArray &bytes, std::chrono::milliseconds)
{
    const auto written = m_file->write(bytes);
    if (written > 0)
        bytes.remove(0, written);
    return written < 0 ? Status(error(m_file->errorString())) : Status();
}

} // namespace Molotov
