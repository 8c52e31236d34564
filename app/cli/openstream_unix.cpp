// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/openstream.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <fcntl.h>

namespace Molotov::Cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("OutputFile", text);
}

} // namespace

Status openStream(const QString &name, QFile &stream)
{
    const int flags = O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC;
    const int descriptor = ::open(QFile::encodeName(name).constData(), flags | O_NONBLOCK);
    if (descriptor < 0 && errno == ENXIO)
        return Error{tr("%1 cannot be written: nobody reads from it. Start its reader first.").arg(name)};
    if (descriptor < 0)
        return Error{tr("%1 cannot be written: %2.").arg(name, qt_error_string())};
    ::fcntl(descriptor, F_SETFL, flags); // a slow reader is waited for
    stream.open(descriptor, QIODevice::WriteOnly, QFile::AutoCloseHandle);
    return {};
}

} // namespace Molotov::Cli
