// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a helper's report costs when a scenario has many endpoints: it is one turn of the event loop, in which
// no exchange goes on. Not a test: ctest does not run it.

#include "core/engine/clock.h"
#include "core/engine/metricsrecorder.h"
#include "core/model/protocol/codec.h"
#include "core/model/protocol/framereader.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>
#include <random>
#include <vector>

using namespace Molotov;
using std::chrono::microseconds;

namespace {

constexpr int Endpoints = 1000;
constexpr int Reports = 40;

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double milliseconds(std::chrono::steady_clock::duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

// `exchanges`: of each endpoint, in a quarter of a second.
void measure(int exchanges)
{
    const SteadyClock clock;
    MetricsRecorder metrics(clock);
    metrics.start(1);
    std::mt19937 random(7);
    std::lognormal_distribution<double> latency(std::log(5'000), 1.0); // around 5 ms
    std::vector<double> taking;
    std::vector<double> writing;
    std::vector<double> whole;
    qsizetype size = 0;
    for (int report = 0; report < Reports; ++report) {
        for (int i = 0; i < Endpoints * exchanges; ++i) {
            metrics.load().addResponse("GET", QStringLiteral("/products/%1").arg(i % Endpoints), 200,
                                       {.total = microseconds(qint64(latency(random)))});
        }
        const auto start = std::chrono::steady_clock::now();
        std::optional<Protocol::MetricsDelta> delta = metrics.take(50);
        const auto taken = std::chrono::steady_clock::now();
        size = Protocol::frame(Protocol::encode(Protocol::FromHelper(*delta))).size();
        const auto written = std::chrono::steady_clock::now();
        delta.reset();
        taking.push_back(milliseconds(taken - start));
        writing.push_back(milliseconds(written - taken));
        whole.push_back(milliseconds(std::chrono::steady_clock::now() - start));
    }
    std::printf(
        "%d endpoints, %d exchanges each: %.2f ms (take %.2f, encode %.2f), most %.2f ms, %lld bytes\n",
        Endpoints, exchanges, median(whole), median(taking), median(writing),
        *std::max_element(whole.begin(), whole.end()), qlonglong(size));
}

} // namespace

int main()
{
    for (const int exchanges : {1, 3, 10, 100})
        measure(exchanges);
    return 0;
}
