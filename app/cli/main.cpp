// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/commandrun.h"
#include "app/cli/commands.h"
#include "app/cli/consoleoutput.h"
#include "app/cli/consoleview.h"
#include "app/cli/options.h"
#include "app/cli/repositorycommand.h"
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
    prepareOutput();
    if (const auto code = runCommand(QCoreApplication::arguments()))
        return int(*code);
    auto answer = CommandLine::parse(QCoreApplication::arguments());
    const auto outputs = RunOutputs::open(answer);
    if (!outputs)
        return refuse(outputs.error());
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
    const auto output = consoleOutput(options);
    ConsoleView view(output);
    CommandRun run(findPrograms(), options, *outputs, view);
    Interrupt interrupt;
    run.useKeys(output);
    QObject::connect(&interrupt, &Interrupt::interrupted, &run, &CommandRun::interrupt);
    QObject::connect(&run, &CommandRun::ended, &app,
                     [](ExitCode code) { QCoreApplication::exit(int(code)); });
    run.start();
    return QCoreApplication::exec();
}
