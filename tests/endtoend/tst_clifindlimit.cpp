// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/endtoend/recentusers.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 100'000; // ms; a machine may be busy
constexpr qsizetype Capacity = 6; // users

} // namespace

/// --find-limit of the real molotov-cli with real helpers.
class TestCliFindLimit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheKneeOfAServer()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("shop.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("import { scenario } from 'molotov';\n"
                   "scenario('get', async (session) => { await session.get('/'); });\n");
        file.close();
        RecentUsers users;
        HttpServer server([&users](const ServedRequest &request) {
            const bool isSlow = users.note(request.connection) > Capacity;
            return ServerAnswer::response(200).after(isSlow ? 800ms : 20ms);
        });
        CliProcess cli(folder.path());
        cli.start({QStringLiteral("shop.js"), QStringLiteral("--base-url"), server.url().toString(),
                   QStringLiteral("-w"), QStringLiteral("3"), QStringLiteral("--find-limit"),
                   QStringLiteral("p95(latency) < 400 ms"), QStringLiteral("--limit-step"),
                   QStringLiteral("1"), QStringLiteral("--limit-settling"), QStringLiteral("0.5"),
                   QStringLiteral("--summary"), QStringLiteral("out.json"), QStringLiteral("--report"),
                   QStringLiteral("out.html"), QStringLiteral("--result"),
                   QStringLiteral("out.molotov-result")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QVERIFY2(cli.exitCode() == int(ExitCode::Finished), qPrintable(cli.errors()));

        const auto summary = read(folder.filePath(QStringLiteral("out.json")));
        const auto limit = summary[QStringLiteral("limit")].toObject();
        QCOMPARE(limit[QStringLiteral("verdict")].toString(), QStringLiteral("found"));
        QCOMPARE(limit[QStringLiteral("goal")].toString(), QStringLiteral("p95(latency) < 400 ms"));
        QCOMPARE(limit[QStringLiteral("load")].toString(), QStringLiteral("users"));
        QCOMPARE(limit[QStringLiteral("held")][QStringLiteral("load")].toInt(), int(Capacity));
        QCOMPARE(limit[QStringLiteral("broken")][QStringLiteral("load")].toInt(), int(Capacity) + 1);
        QVERIFY(limit[QStringLiteral("held")][QStringLiteral("measured")].toDouble() < 400);
        QVERIFY(limit[QStringLiteral("broken")][QStringLiteral("measured")].toDouble() >= 400);
        const auto steps = limit[QStringLiteral("steps")].toArray();
        QCOMPARE(steps.size(), 5); // 3, 6, 12, 9, 7
        QCOMPARE(summary[QStringLiteral("markers")].toArray().size(), steps.size() - 1);
        QCOMPARE(summary[QStringLiteral("requests")][QStringLiteral("count")].toInteger(),
                 server.requests().size());

        const auto held = QStringLiteral("Held up to %1 users: p95 ").arg(Capacity);
        QVERIFY2(cli.output().contains(held), qPrintable(cli.output()));
        QVERIFY2(cli.output().contains(QStringLiteral("did not hold: p95 ")), qPrintable(cli.output()));
        QFile report(folder.filePath(QStringLiteral("out.html")));
        QVERIFY(report.open(QIODevice::ReadOnly));
        const auto html = QString::fromUtf8(report.readAll());
        QVERIFY(html.contains(held));
        QVERIFY(html.contains(QStringLiteral("Throughput over load")));

        // The result holds the same.
        CliProcess again(folder.path());
        again.start(
            {QStringLiteral("report"), QStringLiteral("out.molotov-result"), QStringLiteral("again.json")});
        QTRY_VERIFY_WITH_TIMEOUT(!again.isRunning(), Patience);
        QVERIFY2(again.exitCode() == 0, qPrintable(again.errors()));
        QCOMPARE(read(folder.filePath(QStringLiteral("again.json")))[QStringLiteral("limit")].toObject(),
                 limit);
    }

private:
    static QJsonObject read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }
};

QTEST_GUILESS_MAIN(TestCliFindLimit)
#include "tst_clifindlimit.moc"
