// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

namespace Molotov::Demo {

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void failUsage(const QString &sentence)
{
    std::fprintf(stderr, "molotov-demo: %s\n", qPrintable(sentence));
    std::exit(2);
}

} // namespace

Options readOptions()
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"A small web shop to try load tests on. It listens on 127.0.0.1 alone, prints its address\n"
        "as its first line, and explains its pages at /."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption port(
        u"port"_s, u"Listen on port N (%1 if not given); 0 takes a free one."_s.arg(Options::UsualPort),
        u"N"_s);
    const QCommandLineOption seed(u"seed"_s, u"Make /flaky fail for the same requests in each run."_s,
                                  u"N"_s);
    const QCommandLineOption untilClosed(
        u"until-stdin-closes"_s, u"End when stdin ends, so that nothing is left of a caller that dies."_s);
    parser.addOptions({port, seed, untilClosed});
    if (!parser.parse(QCoreApplication::arguments()))
        failUsage(parser.errorText());
    if (parser.isSet(u"help"_s))
        parser.showHelp();
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    if (!parser.positionalArguments().isEmpty())
        failUsage(u"Unexpected argument '%1'."_s.arg(parser.positionalArguments().constFirst()));

    Options options;
    bool ok = true;
    if (parser.isSet(port))
        options.port = parser.value(port).toUShort(&ok);
    if (!ok)
        failUsage(u"A port is a number from 0 to 65535, not '%1'."_s.arg(parser.value(port)));
    if (parser.isSet(seed))
        options.seed = parser.value(seed).toUInt(&ok);
    if (!ok)
        failUsage(u"A seed is a number from 0 to 4294967295, not '%1'."_s.arg(parser.value(seed)));
    options.untilStdinCloses = parser.isSet(untilClosed);
    return options;
}

} // namespace Molotov::Demo
