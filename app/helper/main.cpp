// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/clock.h"
#include "core/engine/descriptorlimit.h"
#include "core/engine/helpersession.h"
#include "core/engine/loop/eventdispatcher.h"
#include "core/engine/script/enginestack.h"
#include "core/engine/standardstreams.h"
#include "core/engine/stdinreader.h"
#include "core/engine/stdoutwriter.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QLoggingCategory>

#include <cstdio>
#include <cstdlib>

using namespace Molotov;

int main(int argc, char *argv[])
{
    const int output = StandardStreams::takeOutput();
    StandardStreams::ignoreSignals();
    raiseDescriptorLimit();
    raiseScriptStack();

    SteadyClock clock;
    if (auto dispatcher = makeEventDispatcher(clock))
        QCoreApplication::setEventDispatcher(dispatcher.release()); // the application's from now on
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("molotov-helper"));
    // The engine's hints about code that a compiler wrote.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.qml.compiler=false"));

    auto code = HelperExit::Finished;
    {
        StdoutWriter writer(output, [] { std::_Exit(int(HelperExit::Orphaned)); });
        StdinReader reader;
        HelperSession session(clock, writer);
        QObject::connect(&reader, &StdinReader::received, &session, &HelperSession::receive);
        QObject::connect(&session, &HelperSession::ended, &application,
                         [&](HelperExit how, const QString &problem) {
                             if (!problem.isEmpty())
                                 std::fprintf(stderr, "molotov-helper: %s\n", qPrintable(problem));
                             code = how;
                             QCoreApplication::exit(int(how));
                         });
        QCoreApplication::exec();
        reader.allowEnd();
    }
    // Not by way of return: the thread that reads stdin stands in a read that nothing can end.
    std::_Exit(int(code));
}
