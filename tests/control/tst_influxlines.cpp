// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/influxlines.h"
#include "tests/support/influxcheck.h"
#include "tests/support/measuredrun.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <limits>
#include <numeric>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

// A name as it has to arrive.
QString arrived(QString name)
{
    for (QChar &c : name) {
        if (c.unicode() < 0x20)
            c = QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7F)
            c = QChar(0x2421);
        else if (c == QLatin1Char('\\'))
            c = QChar(0x29F5);
    }
    return name;
}

QString randomName(QRandomGenerator &random, int least)
{
    static const QString alphabet =
        QStringLiteral(" ,=\"\\\n\r\t'#:/ab") + QChar(0) + QChar(0x7F) + QChar(0xE9) + QChar(0x20AC);
    QString name;
    for (int i = random.bounded(least, 7); i > 0; --i)
        name += alphabet.at(random.bounded(int(alphabet.size())));
    return name;
}

} // namespace

class TestInfluxLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyNameArrives()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 20'000; ++i) {
            const auto measurement = QLatin1Char('m') + randomName(random, 0);
            const auto key = randomName(random, 1);
            const auto value = randomName(random, 0);
            const auto field = randomName(random, 1);
            const auto text = randomName(random, 0);
            const auto number = qint64(random.generate64());
            const auto line = influxLine(
                measurement, {{key, value}},
                {{field, text}, {QStringLiteral("n"), number}, {QStringLiteral("x"), 0.5}}, -number / 2);
            QCOMPARE(line.count('\n'), 1);
            QString problem;
            const auto points = readInflux(line, problem);
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
            QCOMPARE(points.first().measurement, arrived(measurement));
            QCOMPARE(points.first().tags.value(arrived(key)), arrived(value));
            QCOMPARE(points.first().tags.size(), value.isEmpty() ? 0 : 1);
            if (field == QLatin1String("n") || field == QLatin1String("x"))
                continue;
            auto shown = text;
            for (QChar &c : shown) {
                if (c.unicode() < 0x20)
                    c = QChar(0x2400 + c.unicode());
            }
            QCOMPARE(points.first().fields.value(arrived(field)).toString(), shown);
            QCOMPARE(points.first().fields.value(QStringLiteral("n")).toLongLong(), number);
            QCOMPARE(points.first().timestamp, -number / 2);
        }
    }

    void writesTheExamplesOfTheProtocol()
    {
        const auto m = QStringLiteral("m");
        const auto f = QStringLiteral("f");
        QCOMPARE(influxLine(QStringLiteral("my m,1=2"),
                            {{QStringLiteral("t a,g="), QStringLiteral("v a,l=")}},
                            {{QStringLiteral("f d,="), qint64(-1)}}, 5),
                 QByteArray("my\\ m\\,1=2,t\\ a\\,g\\==v\\ a\\,l\\= f\\ d\\,\\==-1i 5\n"));
        QCOMPARE(influxLine(m, {}, {{f, QStringLiteral("a \"b\" \\")}}, 5),
                 QByteArray("m f=\"a \\\"b\\\" \\\\\" 5\n"));
        QCOMPARE(influxLine(m, {{QStringLiteral("t"), QStringLiteral("a\\")}}, {{f, 1.5}}, 5),
                 QByteArray("m,t=a⧵ f=1.5 5\n"));
        QCOMPARE(influxLine(m, {{QStringLiteral("t"), QStringLiteral("a\nb")}}, {{f, 1e-7}}, 5),
                 QByteArray("m,t=a␊b f=1e-07 5\n"));
        // What cannot be said is left out, and a line without a field is none.
        QCOMPARE(influxLine(m, {{QStringLiteral("t"), QString()}},
                            {{f, qint64(1)}, {QStringLiteral("g"), std::numeric_limits<double>::infinity()}},
                            5),
                 QByteArray("m f=1i 5\n"));
        QCOMPARE(influxLine(m, {}, {{f, qQNaN()}}, 5), QByteArray());
    }

    void linesAddUpToTheRun_data()
    {
        QTest::addColumn<qint64>("precision");
        QTest::newRow("nanoseconds") << qint64(1);
        QTest::newRow("seconds") << qint64(1'000'000'000);
    }

    void linesAddUpToTheRun()
    {
        QFETCH(qint64, precision);
        MeasuredRun run;
        InfluxLines lines{std::chrono::nanoseconds(precision)};
        auto text = lines.add({.began = run.info()});
        for (int i = 0; i < 20; ++i) {
            const auto news = run.second();
            // What comes between two seconds, and several at once.
            text += lines.add({.totals = news.totals});
            text += lines.add({.seconds = news.seconds, .totals = i < 10 ? news.totals : std::nullopt});
        }
        const auto last = run.end();
        text += lines.add({.seconds = last.seconds});
        text += lines.add({.totals = last.totals, .outcome = last.outcome});
        QString problem;
        const auto points = readInflux(text, problem);
        QCOMPARE(problem, QString());

        QSet<QString> identities;
        for (const auto &point : points)
            identities.insert(point.identity());
        QCOMPARE(identities.size(), points.size()); // none replaces another

        const auto &all = *last.totals;
        const auto sum = [&](const char *measurement, const char *field) {
            return sumOf(points, measurement, field);
        };
        QVERIFY(all.requests > 0);
        QCOMPARE(sum("molotov_requests", "count"), all.requests);
        QCOMPARE(sum("molotov_requests", "failed"), all.requestsFailed);
        QCOMPARE(sum("molotov_requests", "aborted"), all.requestsAborted);
        QCOMPARE(sum("molotov_requests", "retried"), all.requestsRetried);
        QCOMPARE(sum("molotov_requests", "duration_seconds_count"), all.latency.count);
        QCOMPARE(sum("molotov_responses", "count"), all.latency.count);
        QCOMPARE(sum("molotov_run", "received_bytes"), all.bytesIn);
        QCOMPARE(sum("molotov_run", "sent_bytes"), all.bytesOut);
        const auto outcome = [&](const char *name) {
            return sumOf(points, "molotov_iterations", "count",
                         {{QStringLiteral("outcome"), QLatin1String(name)}});
        };
        QCOMPARE(outcome("ok"), all.iterationsOk);
        QCOMPARE(outcome("failed"), all.iterationsFailed);
        QVERIFY(all.iterationsDropped > 0);
        QCOMPARE(sum("molotov_run", "iterations_dropped"), all.iterationsDropped);
        QCOMPARE(sum("molotov_run", "iterations_late"), all.iterationsLate);
        QCOMPARE(sum("molotov_steps", "count"), all.steps.first().ok);
        QCOMPARE(sum("molotov_own_counter", "added"), qint64(all.counters.first().total));
        QCOMPARE(sum("molotov_own_trend", "count"), all.trends.first().count);
        QCOMPARE(
            sumOf(points, "molotov_checks", "count", {{QStringLiteral("outcome"), QStringLiteral("passed")}}),
            all.checks.first().passed);
        qint64 errors = 0;
        for (const auto &group : all.errors)
            errors += group.count;
        QVERIFY(errors > 0);
        QCOMPARE(sum("molotov_errors", "count"), errors);
        QCOMPARE(
            sumOf(points, "molotov_responses", "count", {{QStringLiteral("status"), QStringLiteral("5xx")}}),
            std::accumulate(all.endpoints.begin(), all.endpoints.end(), qint64(0),
                            [](qint64 count, const EndpointMetrics &endpoint) {
                                return count + endpoint.statuses.value(503);
                            }));

        const auto begin = run.info().startedAt.toMSecsSinceEpoch() * 1'000'000 / precision;
        QCOMPARE(points.first().measurement, QStringLiteral("molotov_run_info"));
        QCOMPARE(points.first().timestamp, begin);
        QCOMPARE(points.first().tags.value(QStringLiteral("test")), QStringLiteral("checkout"));
        QCOMPARE(points.last().timestamp, begin + 21 * (1'000'000'000 / precision));
    }

    void saysHowManySecondsWereDropped()
    {
        MeasuredRun run;
        InfluxLines lines(1ns);
        (void)lines.add({.began = run.info()});
        QCOMPARE(lines.add({.droppedSeconds = 3}), QByteArray());
        const auto text =
            lines.add({.seconds = run.second().seconds}) + lines.add({.seconds = run.second().seconds});
        QString problem;
        QCOMPARE(sumOf(readInflux(text, problem), "molotov_run", "dropped_seconds"), 3);
    }

    void aRunThatDoesNotBeginHasNoLines()
    {
        InfluxLines lines(1ns);
        QCOMPARE(lines.add({.outcome = RunOutcome()}), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestInfluxLines)
#include "tst_influxlines.moc"
