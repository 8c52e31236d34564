// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/gui/commandline.h"

#include <QCommandLineParser>

#include <algorithm>

namespace Molotov {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

} // namespace

bool asksForText(int argc, const char *const *argv)
{
    return std::any_of(argv, argv + argc, [](const char *argument) {
        const QLatin1String text(argument);
        return text == QLatin1String("--help") || text == QLatin1String("-h")
               || text == QLatin1String("--version") || text == QLatin1String("-v");
    });
}

MainWindow::Request readCommandLine(const QCoreApplication &app)
{
    const auto test = QStringLiteral("test");
    const auto start = QStringLiteral("start");
    const auto demo = QStringLiteral("demo");
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Load tests for web services, in a window."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 tr("A profile, a scenario file or the result of a run to open."),
                                 QStringLiteral("[FILE]"));
    parser.addOptions({{test, tr("Which test of the profile file."), QStringLiteral("NAME")},
                       {start, tr("Start the test at once.")},
                       {demo, tr("Try the demo instead of a file.")}});
    parser.process(app);
    return {parser.positionalArguments().value(0), parser.value(test), parser.isSet(start),
            parser.isSet(demo)};
}

} // namespace Molotov
