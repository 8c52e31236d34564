// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/resultoutput.h"

#include "core/control/results/resultfolder.h"
#include "core/control/results/resultreader.h"
#include "core/model/files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace Molotov::Cli {

Status checkResultFile(const QString &name)
{
    if (name.isEmpty())
        return {};
    if (auto status = Files::canReplace(name); !status)
        return status;
    if (QFileInfo::exists(name) && QFileInfo(name).size() > 0 && !ResultReader::open(name)) {
        return Error{QCoreApplication::translate(
                         "ResultOutput",
                         "%1 is there and is no result of this program, so it is not replaced: "
                         "choose another name for --result.")
                         .arg(QDir::toNativeSeparators(name))};
    }
    return {};
}

void removeResult(const QString &name)
{
    ResultFolder::purge(name);
}

} // namespace Molotov::Cli
