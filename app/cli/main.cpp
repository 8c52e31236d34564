// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/commandrun.h"
#include "app/cli/consoleview.h"
#include "app/cli/newcommand.h"
#include "app/cli/options.h"
#include "app/cli/repositorycommand.h"
#include "app/cli/terminal.h"
#include "core/control/interrupt.h"
#include "core/control/programs.h"

#include <QCoreApplication>

using namespace Molotov;
using namespace Molotov::Cli;

static int refuse(const Error &error)
{
    ConsoleView(consoleOutput({})).showError(error);
    return int(ExitCode::Usage);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    prepareTerminal();
    if (NewCommand::isMeant(QCoreApplication::arguments())) {
        ConsoleView view(consoleOutput({}));
        return int(NewCommand::run(QCoreApplication::arguments(), view));
    }
    auto answer = CommandLine::parse(QCoreApplication::arguments());
    const auto summary = SummaryOutput::open(CommandLine::summaryFile(answer));
    if (!summary)
        return refuse(summary.error());
    std::variant<Checkout, ExitCode> fetched; // its files are in use until the end
    if (const auto *remote = std::get_if<Remote>(&answer)) {
        ConsoleView view(consoleOutput(remote->output));
        fetched = fetchRepository(remote->repository, view);
        if (const auto *code = std::get_if<ExitCode>(&fetched))
            return int(*code);
        answer = CommandLine::parse(QCoreApplication::arguments(), std::get<Checkout>(fetched));
    }
    if (const auto *error = std::get_if<Error>(&answer))
        return refuse(*error);
    if (const auto *text = std::get_if<Text>(&answer)) {
        ConsoleView(consoleOutput({})).showNotice(text->text);
        return int(ExitCode::Finished);
    }

    const auto &options = std::get<Options>(answer);
    ConsoleView view(consoleOutput(options));
    CommandRun run(findPrograms(), options, *summary, view);
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::interrupted, &run, &CommandRun::interrupt);
    QObject::connect(&run, &CommandRun::ended, &app,
                     [](ExitCode code) { QCoreApplication::exit(int(code)); });
    run.start();
    return QCoreApplication::exec();
}
