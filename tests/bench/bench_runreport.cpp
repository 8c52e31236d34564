// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

/// Times opening the result of a long run and making its report: bench_runreport [SECONDS [ENDPOINTS
/// [FILE]]].

#include "core/control/report/htmlreport.h"
#include "core/control/results/resultreader.h"
#include "core/control/results/resultwriter.h"
#include "tests/support/measuredrun.h"

#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace Molotov;

namespace {

double since(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Status writeResult(const QString &path, int seconds, int endpoints)
{
    MeasuredRun run(endpoints);
    run.info().profile.thresholds = {QStringLiteral("p95(latency) < 300 ms")};
    auto writer = ResultWriter::create(path, run.info());
    if (!writer)
        return writer.error();
    for (int i = 0; i < seconds; ++i) {
        if (const auto status = (*writer)->write(run.second(i % 60 == 0)); !status)
            return status;
    }
    if (const auto status = (*writer)->write(run.end()); !status)
        return status;
    return (*writer)->finish();
}

} // namespace

int main(int argc, char **argv)
{
    const int seconds = argc > 1 ? std::atoi(argv[1]) : 3'600;
    const int endpoints = argc > 2 ? std::atoi(argv[2]) : 50;
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("run.molotov-result"));
    if (const auto status = writeResult(path, seconds, endpoints); !status) {
        std::fprintf(stderr, "%s\n", qPrintable(status.error().text));
        return 1;
    }
    auto start = std::chrono::steady_clock::now();
    const auto reader = ResultReader::open(path);
    const auto record = reader ? reader->record() : Result<RunRecord>(reader.error());
    if (!record) {
        std::fprintf(stderr, "%s\n", qPrintable(record.error().text));
        return 1;
    }
    const double opened = since(start);
    start = std::chrono::steady_clock::now();
    const auto report = htmlReport(*record);
    std::printf("%d s of %d endpoints: opened in %.3f s, report of %lld kB in %.3f s\n", seconds, endpoints,
                opened, static_cast<long long>(report.size() / 1'000), since(start));
    if (argc > 3) {
        QFile file(QString::fromLocal8Bit(argv[3]));
        if (!file.open(QIODevice::WriteOnly) || file.write(report) != report.size())
            return 1;
    }
    return 0;
}
