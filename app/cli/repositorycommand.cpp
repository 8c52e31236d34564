// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/repositorycommand.h"

#include "app/cli/consoleview.h"
#include "core/control/git/repositoryfetch.h"
#include "core/control/interrupt.h"
#include "core/control/programs.h"

#include <QCoreApplication>

#include <optional>

namespace Molotov::Cli {

std::variant<Checkout, ExitCode> fetchRepository(const Repository &repository, ConsoleView &view)
{
    std::optional<Checkout> fetched;
    Interrupt interrupt;
    RepositoryFetch fetch(findPrograms().git, RepositoryFetch::defaultCache());
    const auto end = [](ExitCode code) { QCoreApplication::exit(int(code)); };
    QObject::connect(&interrupt, &Interrupt::interrupted, &fetch, [end] { end(ExitCode::Interrupted); });
    QObject::connect(&fetch, &RepositoryFetch::progressed, &fetch,
                     [&view](const QString &line) { view.showActivity(line); });
    QObject::connect(&fetch, &RepositoryFetch::failed, &fetch, [&view, end](const Error &error) {
        view.showError(error);
        end(ExitCode::Usage);
    });
    QObject::connect(&fetch, &RepositoryFetch::fetched, &fetch, [&fetched, end](const Checkout &checkout) {
        fetched = checkout;
        end(ExitCode::Finished);
    });
    fetch.start(repository);
    const auto code = ExitCode(QCoreApplication::exec());
    view.showActivity({});
    if (fetched)
        return *fetched;
    return code;
}

} // namespace Molotov::Cli
