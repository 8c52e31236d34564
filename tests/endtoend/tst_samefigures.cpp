// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultreader.h"
#include "core/control/results/storedrun.h"
#include "core/control/words/format.h"
#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"
#ifdef MOLOTOV_WITH_WINDOW
#include "ui/models/runmodels.h"
#endif

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 60'000; // ms; a machine may be busy

qint64 count(const QJsonValue &object, const char *name)
{
    return object[QLatin1String(name)].toInteger(-1);
}

std::chrono::microseconds latency(const QJsonValue &requests, const char *name)
{
    return std::chrono::microseconds(
        std::llround(requests[QLatin1String("latency_ms")][QLatin1String(name)].toDouble() * 1'000));
}

// Responses with this first digit of their status.
qint64 responses(const QJsonArray &endpoints, char first)
{
    qint64 sum = 0;
    for (const auto &endpoint : endpoints) {
        const auto statuses = endpoint[QLatin1String("status")].toObject();
        for (auto it = statuses.begin(); it != statuses.end(); ++it)
            sum += it.key().at(0) == QLatin1Char(first) ? it.value().toInteger() : 0;
    }
    return sum;
}

QStringList latencyTexts(const QJsonValue &requests, std::initializer_list<const char *> names)
{
    QStringList texts;
    for (const auto *name : names)
        texts += Format::milliseconds(latency(requests, name));
    return texts;
}

} // namespace

/// One run of the real programs: all that they write of it says the same, and what the server counted.
class TestSameFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server.setHandler([](const ServedRequest &request) {
            return request.path() == "/busy"   ? ServerAnswer::response(503)
                   : request.path() == "/gone" ? ServerAnswer::close()
                                               : ServerAnswer::response(200);
        });
        write("shop.js", "import { check, scenario, step } from 'molotov';\n"
                         "scenario('buy', { delay: 0.02 }, async (session) => {\n"
                         "    const page = await step('look', () => session.get('/page'));\n"
                         "    check('is there', page.status === 200);\n"
                         "    check('is free', (await session.get('/busy')).status === 200);\n"
                         "    try { await session.post('/gone'); } catch {}\n"
                         "});\n");
        CliProcess cli(m_folder.path());
        cli.start({QStringLiteral("shop.js"),   QStringLiteral("--base-url"),
                   m_server.url().toString(),   QStringLiteral("-p2"),
                   QStringLiteral("-w2"),       QStringLiteral("-d4"),
                   QStringLiteral("--ramp-up"), QStringLiteral("1"),
                   QStringLiteral("--result"),  path("run.molotov-result"),
                   QStringLiteral("--summary"), path("summary.json"),
                   QStringLiteral("--report"),  path("run.html"),
                   QStringLiteral("--report"),  path("run.json"),
                   QStringLiteral("--report"),  path("run.csv"),
                   QStringLiteral("--report"),  path("run.xml")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QVERIFY2(cli.exitCode() == int(ExitCode::Finished), qPrintable(cli.errors()));
        m_lines = cli.output().split(QLatin1Char('\n'));
        m_summary = QJsonDocument::fromJson(read("summary.json")).object();
        m_requests = m_summary[QLatin1String("requests")];
        m_load = m_summary[QLatin1String("load")];
        QVERIFY(count(m_requests, "count") > 0);
        QVERIFY(count(m_load[QLatin1String("requests")], "count") > 0);
    }

    void theSummaryHasWhatTheServerSaw()
    {
        QCOMPARE(count(m_requests, "aborted"), 0);
        // What was sent again the server has seen once or twice.
        const auto isSeen = [this](qint64 counted, qint64 seen) {
            return seen >= counted && seen <= counted + count(m_requests, "retried");
        };
        QVERIFY(isSeen(count(m_requests, "count"), m_server.requests().size()));
        QVERIFY(isSeen(responses(endpoints(), '2'), m_server.count("/page")));
        QVERIFY(isSeen(responses(endpoints(), '5'), m_server.count("/busy")));
        QVERIFY(isSeen(count(m_requests, "failed"), m_server.count("/gone")));
        QCOMPARE(count(check("is there"), "passed"), responses(endpoints(), '2'));
        QCOMPARE(count(check("is free"), "failed"), responses(endpoints(), '5'));
        QCOMPARE(m_requests[QLatin1String("rate_per_s")].toDouble(),
                 double(count(m_requests, "count")) / m_summary[QLatin1String("load_time_s")].toDouble());
        QCOMPARE(read("run.json"), read("summary.json"));
    }

    void theTerminalSaysTheSame()
    {
        const auto iterations = m_summary[QLatin1String("iterations")];
        QCOMPARE(rows("Iterations").value(0).mid(1), iterationCells(iterations));
        QCOMPARE(rows("Requests").value(0).mid(1), requestCells(m_requests, endpoints()));
        QCOMPARE(rows("answered").value(0).mid(1),
                 latencyTexts(m_requests, {"min", "mean", "p50", "p90", "p95", "p99", "p999", "max"}));
        const auto load = rows("in the load");
        QCOMPARE(load.size(), 3);
        const auto requests = m_load[QLatin1String("requests")];
        QCOMPARE(load.at(0).mid(1), iterationCells(m_load[QLatin1String("iterations")]));
        QCOMPARE(load.at(1).mid(1), requestCells(requests, m_load[QLatin1String("endpoints")].toArray()));
        QCOMPARE(load.at(2).mid(1),
                 latencyTexts(requests, {"min", "mean", "p50", "p90", "p95", "p99", "p999", "max"}));
        QCOMPARE(rows("is there").value(0).mid(1),
                 (QStringList{Format::count(count(check("is there"), "passed")), QStringLiteral("0")}));
        QCOMPARE(rows("GET /busy").value(0).mid(1, 1),
                 QStringList{Format::count(responses(endpoints(), '5'))});
    }

    void theResultSaysTheSame()
    {
        const auto reader = ResultReader::open(path("run.molotov-result"));
        QVERIFY(reader);
        const auto entry = reader->entry();
        QVERIFY(entry);
        QCOMPARE(entry->requests, count(m_requests, "count"));
        QCOMPARE(entry->requestsFailed, count(m_requests, "failed"));
        QCOMPARE(entry->p50, latency(m_requests, "p50"));
        QCOMPARE(entry->p95, latency(m_requests, "p95"));
        QCOMPARE(entry->p99, latency(m_requests, "p99"));
        const auto record = reader->record();
        QVERIFY(record && record->outcome.load);
        QCOMPARE(record->outcome.load->totals.requests, count(m_load[QLatin1String("requests")], "count"));
        qint64 all = 0;
        qint64 inLoad = 0;
        const auto seconds = reader->seconds();
        QVERIFY(seconds);
        for (const auto &second : *seconds) {
            const auto requests = countsOf(second.measured).requests;
            const auto begin = m_load[QLatin1String("from_s")].toInt();
            const auto end = m_load[QLatin1String("to_s")].toInt();
            all += requests;
            inLoad += second.point.second >= begin && second.point.second < end ? requests : 0;
        }
        QCOMPARE(all, count(m_requests, "count"));
        QCOMPARE(inLoad, count(m_load[QLatin1String("requests")], "count"));
        // And so does all that is made of it later.
        CliProcess cli(m_folder.path());
        cli.start({QStringLiteral("report"), path("run.molotov-result"), path("again.html"),
                   path("again.json"), path("again.csv"), path("again.xml")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        for (const char *name : {".html", ".json", ".csv", "-endpoints.csv", "-errors.csv", ".xml"})
            QCOMPARE(read(QByteArray("again") + name), read(QByteArray("run") + name));
    }

    void theTablesSayTheSame()
    {
        const auto found = csv("run-endpoints.csv");
        QCOMPARE(found.size(), 1 + endpoints().size());
        const auto &titles = found.first();
        for (qsizetype i = 0; i < endpoints().size(); ++i) {
            const auto endpoint = endpoints().at(i);
            const auto cell = [&](const char *title) {
                return found.at(i + 1).value(titles.indexOf(QLatin1String(title)));
            };
            QCOMPARE(cell("name").remove(u'"'), endpoint[QLatin1String("name")].toString());
            for (const char *name : {"count", "failed", "aborted", "retried"})
                QCOMPARE(cell(name).toLongLong(), count(endpoint, name));
            QCOMPARE(cell("status_5xx").toLongLong(), responses({endpoint}, '5'));
            for (const char *name : {"p50", "p95", "p99"})
                QCOMPARE(cell(QByteArray(name) + "_ms").toDouble(),
                         endpoint[QLatin1String("latency_ms")][QLatin1String(name)].toDouble());
        }
        // A second is as long as that: what it has in a second is its count.
        const auto seconds = csv("run.csv");
        double inLoad = 0;
        for (const auto &second : seconds.mid(1)) {
            if (second.at(seconds.first().indexOf(QLatin1String("phase"))) == QLatin1String("load"))
                inLoad += second.at(seconds.first().indexOf(QLatin1String("requests_per_s"))).toDouble();
        }
        QCOMPARE(qint64(inLoad), count(m_load[QLatin1String("requests")], "count"));
    }

    void theReportsSayTheSame()
    {
        const auto page = QString::fromUtf8(read("run.html"));
        for (const auto &figure :
             {Format::rate(m_requests[QLatin1String("rate_per_s")].toDouble()),
              Format::latency(latency(m_requests, "p50")), Format::latency(latency(m_requests, "p95")),
              Format::latency(latency(m_requests, "p99"))})
            QVERIFY2(page.contains(QStringLiteral("<dd>%1</dd>").arg(figure)), qPrintable(figure));
        QVERIFY(page.contains(QStringLiteral("%1 in all").arg(Format::count(count(m_requests, "count")))));
        const auto load = m_load[QLatin1String("requests")];
        QVERIFY(page.contains(QStringLiteral("%1 requests, %2 per second")
                                  .arg(Format::count(count(load, "count")),
                                       Format::rate(load[QLatin1String("rate_per_s")].toDouble()))));
        QVERIFY(page.contains(QStringLiteral("p95 ") + Format::latency(latency(load, "p95"))));
        for (const auto &endpoint : endpoints()) {
            const QRegularExpression row(QStringLiteral(">%1 %2</th><td class=\"n\">%3</td>")
                                             .arg(endpoint[QLatin1String("method")].toString(),
                                                  endpoint[QLatin1String("name")].toString(),
                                                  Format::count(count(endpoint, "count"))));
            QVERIFY2(page.contains(row), qPrintable(row.pattern()));
        }
        const auto junit = QString::fromUtf8(read("run.xml"));
        const auto busy = Format::count(responses(endpoints(), '5'));
        QVERIFY(junit.contains(QStringLiteral("message=\"%1 of %1 failed (100 %).\"").arg(busy)));
    }

#ifdef MOLOTOV_WITH_WINDOW
    void theWindowSaysTheSame()
    {
        const auto reader = ResultReader::open(path("run.molotov-result"));
        QVERIFY(reader);
        const auto record = reader->record();
        QVERIFY(record);
        StoredRun stored(*record);
        RunModels models(&stored);
        models.prepare(record->info.profile);
        stored.play();
        QTRY_COMPARE(models.status().state(), RunState::Finished);
        QStringList figures;
        for (const auto &figure : models.status().figures().mid(0, 4))
            figures += figure.value;
        QCOMPARE(figures, (QStringList{Format::rate(m_requests[QLatin1String("rate_per_s")].toDouble()),
                                       Format::latency(latency(m_requests, "p50")),
                                       Format::latency(latency(m_requests, "p95")),
                                       Format::latency(latency(m_requests, "p99"))}));
        const auto iterations = m_summary[QLatin1String("iterations")];
        QCOMPARE(models.status().successes(), count(iterations, "ok"));
        QCOMPARE(models.status().failures(), count(iterations, "failed"));
        const auto &shown = models.metrics().endpoints.records();
        QCOMPARE(shown.size(), endpoints().size());
        for (qsizetype i = 0; i < shown.size(); ++i) {
            QCOMPARE(shown.at(i).name, endpoints().at(i)[QLatin1String("name")].toString());
            QCOMPARE(shown.at(i).count, count(endpoints().at(i), "count"));
            QCOMPARE(shown.at(i).failed, count(endpoints().at(i), "failed"));
            QCOMPARE(responsesOf(shown.at(i), StatusClass::ServerError), responses({endpoints().at(i)}, '5'));
        }
        const auto &checks = models.metrics().checks.records();
        QCOMPARE(checks.size(), 2);
        for (const auto &shownCheck : checks) {
            const auto expected = check(shownCheck.name.toUtf8());
            QCOMPARE(shownCheck.passed, count(expected, "passed"));
            QCOMPARE(shownCheck.failed, count(expected, "failed"));
        }
        QCOMPARE(models.series().points().size(), csv("run.csv").size() - 1);
    }
#endif

private:
    QString path(const QByteArray &name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }

    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", name);
    }

    QByteArray read(const QByteArray &name) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", name.constData());
        return file.readAll();
    }

    // None of the names has a comma.
    QList<QStringList> csv(const char *name) const
    {
        QList<QStringList> rows;
        for (const auto &line :
             QString::fromUtf8(read(name)).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts))
            rows += line.split(u',');
        return rows;
    }

    QJsonValue check(const QByteArray &name) const
    {
        const auto checks = m_summary[QLatin1String("checks")].toArray();
        for (const auto &check : checks) {
            if (check[QLatin1String("name")].toString() == QLatin1String(name))
                return check;
        }
        return {};
    }

    QJsonArray endpoints() const
    {
        return m_summary[QLatin1String("endpoints")].toArray();
    }

    // The cells of the lines that begin with it.
    QList<QStringList> rows(const char *begin) const
    {
        static const QRegularExpression gap(QStringLiteral(" {2,}"));
        QList<QStringList> found;
        for (const auto &line : m_lines) {
            if (line.startsWith(QLatin1String(begin) + QStringLiteral("  ")))
                found += line.split(gap);
        }
        return found;
    }

    static QStringList iterationCells(const QJsonValue &iterations)
    {
        return {Format::count(count(iterations, "ok")), Format::count(count(iterations, "failed")),
                Format::rate(iterations[QLatin1String("rate_per_s")].toDouble())};
    }

    // Retried ones have a column where there are some.
    QStringList requestCells(const QJsonValue &requests, const QJsonArray &endpoints) const
    {
        QStringList cells;
        for (const char first : {'2', '3', '4', '5'})
            cells += Format::count(responses(endpoints, first));
        cells += Format::count(count(requests, "failed"));
        if (count(m_requests, "retried") > 0)
            cells += Format::count(count(requests, "retried"));
        return cells + QStringList{Format::rate(requests[QLatin1String("rate_per_s")].toDouble())};
    }

    QTemporaryDir m_folder;
    HttpServer m_server;
    QStringList m_lines; // that the terminal shows
    QJsonObject m_summary;
    QJsonValue m_requests; // of the summary, as the next one
    QJsonValue m_load;
};

QTEST_GUILESS_MAIN(TestSameFigures)

#include "tst_samefigures.moc"
