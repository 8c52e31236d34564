// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/descriptorlimit.h"
#include "app/demo/httpserver.h"
#include "app/demo/options.h"
#include "app/demo/shop.h"
#include "app/demo/stdinwatch.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Molotov::Demo;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("molotov-demo"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MOLOTOV_VERSION));
    const Options options = readOptions();
    raiseDescriptorLimit();

    Shop shop(options.seed.value_or(QRandomGenerator::system()->generate()));
    HttpServer server([&shop](const HttpRequest &request) { return shop.answer(request); });
    if (!server.listen(QHostAddress::LocalHost, options.port)) {
        std::fprintf(
            stderr,
            "molotov-demo: Cannot listen on port %d: %s. Choose another with --port, or 0 for a free one.\n",
            int(options.port), qPrintable(server.errorString()));
        return 1;
    }
    std::printf("http://127.0.0.1:%d\n", int(server.serverPort()));
    std::fflush(stdout);

    StdinWatch stdinWatch;
    if (options.untilStdinCloses) {
        QObject::connect(&stdinWatch, &QThread::finished, &app, &QCoreApplication::quit);
        stdinWatch.start();
    }
    return QCoreApplication::exec();
}
