// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs while Molotov is built: writes the texts that are installed with molotov-cli into the folder that is
// named.

#include "app/cli/manualpage.h"
#include "app/cli/shellcompletion.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

using namespace Molotov::Cli;

static bool write(const QDir &folder, const char *name, const QString &text)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    const auto content = text.toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size())
        return true;
    qCritical("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    return false;
}

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QDir folder(QCoreApplication::arguments().value(1));
    const bool isWritten = write(folder, "molotov-cli.1", ManualPage::text())
                           && write(folder, "molotov-cli.bash", ShellCompletion::bash())
                           && write(folder, "_molotov-cli", ShellCompletion::zsh())
                           && write(folder, "molotov-cli.fish", ShellCompletion::fish());
    return isWritten ? 0 : 1;
}
