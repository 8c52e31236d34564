// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/newcommand.h"

#include "app/cli/commandlist.h"
#include "app/cli/consoleview.h"
#include "core/control/project/newproject.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>

namespace Molotov::Cli {

namespace {

Result<NewProject> read(const QCommandLineParser &parser)
{
    const auto folders = parser.positionalArguments().mid(1);
    if (folders.size() != 1 || folders.first().isEmpty())
        return Error{NewCommand::tr("Name one folder for the new test: molotov-cli new DIR.")};
    NewProject project;
    project.folder = folders.first();
    if (parser.isSet(QStringLiteral("javascript")))
        project.language = NewProject::Language::JavaScript;
    if (parser.isSet(QStringLiteral("base-url")))
        project.baseUrl = parser.value(QStringLiteral("base-url"));
    return project;
}

QString summary(const QStringList &files)
{
    const auto shown = [](const QString &path) { return QDir::toNativeSeparators(path); };
    QStringList lines;
    for (const auto &file : files)
        lines.append(NewCommand::tr("Written: %1").arg(shown(file)));
    lines.append(NewCommand::tr("Try it: molotov-cli --config %1 smoke").arg(shown(files.first())));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

bool NewCommand::isMeant(const QStringList &arguments)
{
    return arguments.value(1) == QLatin1String(CommandList::New.name);
}

ExitCode NewCommand::run(const QStringList &arguments, ConsoleView &view)
{
    QCommandLineParser parser;
    if (const auto end = CommandList::read(parser, CommandList::New, arguments, view))
        return *end;
    const auto project = read(parser);
    const auto files = project ? project->write() : Result<QStringList>(project.error());
    if (!files) {
        view.showError(files.error());
        return ExitCode::Usage;
    }
    view.showNotice(summary(*files));
    return ExitCode::Finished;
}

} // namespace Molotov::Cli
