// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What statsd costs a helper: processor time for an exchange that is told, at 20,000 of them a second. Not a
// test: ctest does not run it.

#include "core/engine/clock.h"
#include "core/engine/http/webaddress.h"
#include "core/engine/scheduler.h"
#include "core/engine/statsd/statsdclient.h"

#include <QCoreApplication>

#include <cstdio>
#include <ctime>

using namespace Molotov;
using namespace std::chrono_literals;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const SteadyClock clock;
    Scheduler scheduler(clock);
    QUdpSocket listener; // nobody reads it: what does not fit into its buffer is lost, as it may be
    listener.bind(QHostAddress::LocalHost, 0);
    StatsdClient client(scheduler,
                        {.server = {.host = QStringLiteral("127.0.0.1"), .port = listener.localPort()},
                         .hostName = QStringLiteral("bench.example")},
                        [](const QString &why) { std::printf("%s\n", qPrintable(why)); });

    constexpr int Rate = 20'000;
    constexpr int Seconds = 5;
    const auto address = WebAddress::parse("http://127.0.0.1:8080/products/42?page=2");
    int sent = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &application, [&] {
        for (int i = 0; i < Rate / 1000; ++i)
            client.addExchange("GET", *address, 200, 12'345us);
        if (++sent == Seconds * 1000)
            QCoreApplication::quit();
    });
    const auto start = std::clock();
    timer.setTimerType(Qt::PreciseTimer);
    timer.start(1ms);
    QCoreApplication::exec();
    std::printf("an exchange told to statsd: %.2f us\n",
                double(std::clock() - start) * 1e6 / CLOCKS_PER_SEC / (double(sent) * Rate / 1000));
    return 0;
}
