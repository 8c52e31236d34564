// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/openstream.h"

#include <QCoreApplication>
#include <QFile>

namespace Molotov::Cli {

Status openStream(const QString &name, QFile &stream)
{
    stream.setFileName(name);
    if (stream.open(QIODevice::WriteOnly))
        return {};
    return Error{QCoreApplication::translate("OutputFile", "%1 cannot be written: %2.")
                     .arg(name, stream.errorString())};
}

} // namespace Molotov::Cli
