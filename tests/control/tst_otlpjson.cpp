// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/otlpjson.h"
#include "core/control/outputs/prometheuspage.h"
#include "tests/support/measuredrun.h"
#include "tests/support/otlpcheck.h"
#include "tests/support/prometheuscheck.h"

#include <QTest>

#include <limits>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

OtlpRequest sent(const RunMetrics &metrics, QString &problem)
{
    return readOtlp(OtlpJson::request(metrics, QStringLiteral("the run"), metrics.covered()), problem);
}

} // namespace

class TestOtlpJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRequestHoldsAllSinceTheBeginning()
    {
        MeasuredRun run;
        RunMetrics metrics;
        metrics.add({.began = run.info()});
        PrometheusPage page;
        page.add({.began = run.info()});
        OtlpRequest last;
        std::optional<Snapshot> totals;
        for (int i = 0; i <= 20; ++i) {
            const auto news = i < 20 ? run.second() : run.end();
            totals = news.totals;
            metrics.add({.seconds = news.seconds, .totals = news.totals});
            page.add({.seconds = news.seconds, .totals = news.totals});
            QString problem;
            const auto request = sent(metrics, problem);
            QCOMPARE(problem, QString());
            QVERIFY(request.time > last.time);
            for (const char *counter : {"molotov.requests", "molotov.request_duration", "molotov.received"})
                QVERIFY(request.sum(counter) >= last.sum(counter));
            last = request;
        }
        QVERIFY(totals->requests > 0);
        QCOMPARE(qint64(last.sum("molotov.requests")), totals->requests);
        QCOMPARE(qint64(last.sum("molotov.requests_failed")), totals->requestsFailed);
        QCOMPARE(qint64(last.sum("molotov.request_duration")), totals->latency.count);
        QCOMPARE(qint64(last.sum("molotov.received")), totals->bytesIn);
        QCOMPARE(qint64(last.sum("molotov.iterations", QStringLiteral("outcome=ok"))), totals->iterationsOk);
        QVERIFY(last.sum("molotov.errors", QStringLiteral("kind=assertion")) > 0);
        QCOMPARE(last.resource.value(QStringLiteral("service.name")), QStringLiteral("molotov"));
        QCOMPARE(last.resource.value(QStringLiteral("service.instance.id")), QStringLiteral("the run"));
        QCOMPARE(last.resource.value(QStringLiteral("molotov.test")), QStringLiteral("checkout"));
        QCOMPARE(last.startTime, run.info().startedAt.toMSecsSinceEpoch() * 1'000'000);

        // What Prometheus makes of these names is what it gets from the page.
        QString problem;
        const auto samples = readPrometheus(page.text(), problem);
        const auto isSame = [&](const char *otlp, const char *prometheus) {
            return qFuzzyCompare(1 + last.sum(otlp), 1 + sumOf(samples, QLatin1String(prometheus)));
        };
        QVERIFY(isSame("molotov.requests_aborted", "molotov_requests_aborted_total"));
        QVERIFY(isSame("molotov.responses", "molotov_responses_total"));
        QVERIFY(isSame("molotov.checks", "molotov_checks_total"));
        QVERIFY(isSame("molotov.sent", "molotov_sent_bytes_total"));
        QVERIFY(isSame("molotov.request_duration", "molotov_request_duration_seconds_count"));
        QVERIFY(isSame("molotov.workers", "molotov_workers"));
        QVERIFY(isSame("molotov.request_rate", "molotov_request_rate"));
        QVERIFY(qAbs(last.sums[QStringLiteral("molotov.request_duration")]
                     - sumOf(samples, QStringLiteral("molotov_request_duration_seconds_sum")))
                < 1e-6);
    }

    void largeCountsAreExact()
    {
        constexpr qint64 Large = (qint64(1) << 53) + 1; // a double would round it
        RunSecond second;
        second.measured.elapsed = 1s;
        second.measured.bytesIn = Large;
        RunMetrics metrics;
        metrics.add({.began = MeasuredRun().info(), .seconds = {second}});
        const auto text = OtlpJson::request(metrics, QStringLiteral("x"), 1s);
        QVERIFY2(text.contains("\"asInt\":\"" + QByteArray::number(Large) + '"'), text.constData());
    }

    void readsHeaders_data()
    {
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QString>("headers"); // “-”: it is refused
        const auto row = [](const char *variable, const char *headers) {
            QTest::newRow(variable) << QByteArray(variable) << QString::fromUtf8(headers);
        };
        row("", "");
        row("api-key=hunter2", "api-key:hunter2");
        row(" a = b , c=d=e,", "a:b;c:d=e");
        row("Authorization=Basic%20aGk%3D", "Authorization:Basic aGk=");
        row("hunter2", "-");
        row("a b=hunter2", "-");
    }

    void readsHeaders()
    {
        QFETCH(QByteArray, variable);
        QFETCH(QString, headers);
        const auto read = OtlpJson::headers(variable);
        QCOMPARE(read.has_value(), headers != QLatin1String("-"));
        if (!read)
            return;
        QStringList texts;
        for (const auto &[name, value] : *read)
            texts += QString::fromUtf8(name + ':' + value);
        QCOMPARE(texts.join(QLatin1Char(';')), headers);
    }

    void knowsWhatWasRejected()
    {
        const auto rejected = [](const QByteArray &count) {
            return OtlpJson::rejection("{\"partialSuccess\":{\"rejectedDataPoints\":" + count
                                       + ",\"errorMessage\":\"too old\"}}");
        };
        QCOMPARE(OtlpJson::rejection("{}"), QString());
        QCOMPARE(OtlpJson::rejection(""), QString());
        QCOMPARE(rejected("\"0\""), QString());
        QCOMPARE(rejected("\"7\""), QStringLiteral("it rejected 7 data points (too old)"));
        QCOMPARE(rejected("7"), QStringLiteral("it rejected 7 data points (too old)"));
    }
};

QTEST_GUILESS_MAIN(TestOtlpJson)
#include "tst_otlpjson.moc"
