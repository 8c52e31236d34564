// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a result costs: its size for an hour of load, the time that its writing takes of each second, and how
// long it takes to open one and to list many.

#include "core/control/results/resultfolder.h"
#include "core/control/results/resultreader.h"
#include "core/control/results/resultwriter.h"
#include "tests/support/measuredrun.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Molotov;

namespace {

constexpr int Endpoints = 50;
constexpr int Seconds = 3'600;
constexpr int Runs = 500;

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

void writeHour(const QString &path, int requestsPerSecond)
{
    MeasuredRun run(Endpoints, requestsPerSecond / Endpoints / 2); // of each of its two helpers
    auto writer = ResultWriter::create(path, run.info());
    double all = 0;
    double most = 0;
    qint64 requests = 0;
    for (int i = 0; i < Seconds; ++i) {
        const auto news = run.second();
        requests = news.totals->requests;
        QElapsedTimer timer;
        timer.start();
        if (const auto status = (*writer)->write(news); !status)
            qFatal("%s", qPrintable(status.error().text));
        all += milliseconds(timer);
        most = std::max(most, milliseconds(timer));
    }
    (void)(*writer)->write(run.end());
    (void)(*writer)->finish();
    std::printf(
        "%7lld requests a second, %d endpoints, an hour: %.1f MB, %.1f ms of each second, at most %.0f ms\n",
        requests / Seconds, Endpoints, double(QFileInfo(path).size()) / 1e6, all / Seconds, most);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("an hour.molotov-result"));
    for (const int rate : {500, 2'000, 10'000}) {
        QFile::remove(path);
        writeHour(path, rate);
        QElapsedTimer timer;
        timer.start();
        const auto record = ResultReader::open(path)->record();
        std::printf("        opened in %.0f ms", milliseconds(timer));
        timer.restart();
        const auto seconds = ResultReader::open(path)->seconds();
        std::printf(", all its seconds in %.0f ms\n", milliseconds(timer));
        std::fflush(stdout);
    }
    const QTemporaryDir many;
    MeasuredRun run;
    const auto one = many.filePath(QStringLiteral("0.molotov-result"));
    auto writer = ResultWriter::create(one, run.info());
    for (int i = 0; i < 60; ++i)
        (void)(*writer)->write(run.second());
    (void)(*writer)->write(run.end());
    (void)(*writer)->finish();
    for (int i = 1; i < Runs; ++i)
        QFile::copy(one, many.filePath(QStringLiteral("%1.molotov-result").arg(i)));
    QElapsedTimer timer;
    timer.start();
    const auto runs = ResultFolder(many.path()).list().runs.size();
    std::printf("%lld runs listed in %.0f ms\n", qint64(runs), milliseconds(timer));
    return 0;
}
