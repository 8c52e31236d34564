// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/demo/demoprocess.h"
#include "core/control/run/threadedrunservice.h"
#include "tests/support/fakedialogs.h"
#include "ui/mainwindow.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/pages/runpage.h"
#include "ui/pages/trialpage.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/runfooter.h"
#include "ui/widgets/statebanner.h"
#include "ui/widgets/workergrid.h"

#include <QAction>
#include <QApplication>
#include <QChartView>
#include <QDoubleSpinBox>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineSeries>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

Programs programs()
{
    return {.helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"),
            .demo = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo"),
            .esbuild = findPrograms().esbuild};
}

} // namespace

/// The job that the application is for, from opening a profile to finding it again, with the real window,
/// helper and demo service.
class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        connect(&m_demo, &DemoProcess::started, this, [this](const QUrl &url) { m_url = url; });
        m_demo.start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_url.isEmpty(), Patience);
        write("visit.ts", R"(import { scenario, assert } from "molotov";
scenario("look", { weight: 9 }, async (session) => {
  assert.equal((await session.get("/products")).status, 200);
});
scenario("fail", { weight: 1 }, async (session) => {
  const response = await session.get("/nowhere");
  assert.equal(response.status, 200, "nobody is at home");
});
)");
        write("molotov.json",
              R"({"molotov": {"tests": {"visit": {"scenario": "visit.ts", "workers": 3, "processes": 2,
                 "duration": 60, "delay": 0.02, "mine": 1, "base_url": ")"
                  + m_url.toEncoded() + R"("}}}})");
    }

    void init()
    {
        m_service = std::make_unique<ThreadedRunService>(programs());
        connect(m_service.get(), &RunService::runEnded, this,
                [this](const RunOutcome &outcome) { m_outcome = outcome; });
        m_outcome.reset();
        openWindow();
    }

    void cleanup()
    {
        m_window.reset();
        m_service.reset();
    }

    void runsStopsSavesAndReopensAProfile()
    {
        m_window->carryOut({.path = path("molotov.json")});
        QTRY_VERIFY_WITH_TIMEOUT(action("F5")->isEnabled(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(scenarioNames(),
                                  QStringList({QStringLiteral("look"), QStringLiteral("fail")}), Patience);

        action("F5")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(footer().contains(QStringLiteral("Workers 6 / 6")), Patience);
        QVERIFY(m_window->findChild<WorkerGrid *>()->cellRect(5).isValid());
        QTRY_VERIFY_WITH_TIMEOUT(pointsDrawn() >= 2, Patience); // the charts grow
        QTRY_VERIFY_WITH_TIMEOUT(tableTexts().contains(QStringLiteral("nobody is at home")), Patience);
        QVERIFY2(tableTexts().contains(QStringLiteral("visit.ts:7")), qPrintable(tableTexts()));
        QVERIFY(field("workers")->isReadOnly());

        action("Shift+F5")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_outcome.has_value(), Patience);
        QCOMPARE(m_outcome->end, RunOutcome::End::Stopped);
        QCOMPARE(m_outcome->last.requests, servedRequests());
        QCOMPARE(m_outcome->last.requests, m_outcome->last.iterationsOk + m_outcome->last.iterationsFailed);
        const QLocale locale;
        QTRY_VERIFY(
            footer().contains(QStringLiteral("Successes ") + locale.toString(m_outcome->last.iterationsOk)));
        QTRY_VERIFY(footer().contains(QStringLiteral("Failures ")
                                      + locale.toString(m_outcome->last.iterationsFailed)));

        QTRY_VERIFY(!field("workers")->isReadOnly());
        field("workers")->setValue(7);
        QVERIFY(m_window->isWindowModified());
        action("Ctrl+S")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isWindowModified(), Patience);
        QCOMPARE(savedTest()[QStringLiteral("workers")].toInt(), 7);
        QCOMPARE(savedTest()[QStringLiteral("mine")].toInt(), 1);
        QCOMPARE(savedTest()[QStringLiteral("scenario")].toString(), QStringLiteral("visit.ts"));

        openWindow();
        m_window->carryOut({.path = path("molotov.json")});
        QTRY_COMPARE_WITH_TIMEOUT(field("workers")->value(), 7, Patience);
        QCOMPARE(field("processes")->value(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(action("F5")->isEnabled(), Patience);
    }

    void triesATestOnce()
    {
        m_window->carryOut({.path = path("molotov.json")});
        QTRY_VERIFY_WITH_TIMEOUT(action("F7")->isEnabled(), Patience);
        const auto before = servedRequests();
        action("F7")->trigger();
        const auto *page = m_window->findChild<TrialPage *>();
        QVERIFY(page->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(
            page->findChild<StateBanner *>()->text().startsWith(QStringLiteral("Failed")), Patience);
        QCOMPARE(page->findChild<StateBanner *>()->text(),
                 QStringLiteral("Failed 1 of 2 scenarios failed: visit.ts:7: nobody is at home"));
        QCOMPARE(servedRequests(), before + 2);
        const auto *exchanges = page->findChild<DataTable *>(QStringLiteral("requests"))->model();
        QCOMPARE(exchanges->rowCount(), 2);
        QCOMPARE(exchanges->index(0, ExchangeListModel::Path).data().toString(), QStringLiteral("/nowhere"));
        QCOMPARE(exchanges->index(0, ExchangeListModel::Status).data().toString(), QStringLiteral("404"));
        QCOMPARE(exchanges->index(1, ExchangeListModel::Part).data().toString(), QStringLiteral("look"));
        QCOMPARE(exchanges->index(1, ExchangeListModel::Line).data().toString(),
                 QStringLiteral("visit.ts:3"));
        QVERIFY(!m_outcome); // it is no run
    }

    void closingDuringARunStopsTheLoad()
    {
        m_window->carryOut({.path = path("molotov.json"), .start = true});
        const auto before = servedRequests();
        QTRY_VERIFY_WITH_TIMEOUT(servedRequests() > before + 20, Patience);
        m_window->close();
        QVERIFY(m_window->isVisible());
        QCOMPARE(m_dialogs->asked.last(), QStringLiteral("stop and close"));
        m_dialogs->stopAndClose();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_outcome.has_value(), Patience);
        const auto served = servedRequests();
        QTest::qWait(300); // time in which a load that goes on would be seen
        QCOMPARE(servedRequests(), served);
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }

    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    void openWindow()
    {
        auto dialogs = std::make_unique<FakeDialogs>();
        m_dialogs = dialogs.get();
        m_window = std::make_unique<MainWindow>(MainWindow::Parts{.service = m_service.get(),
                                                                  .demo = {},
                                                                  .settingsFile = path("settings.ini"),
                                                                  .dialogs = std::move(dialogs),
                                                                  .trials = [] { return makeTrials(); }});
        m_window->show();
    }

    static std::unique_ptr<RunService> makeTrials()
    {
        return std::make_unique<ThreadedRunService>(programs(), RunSettings{.traceExchanges = true});
    }

    QAction *action(const char *shortcut) const
    {
        const QKeySequence wanted(QString::fromUtf8(shortcut));
        const auto actions = m_window->findChildren<QAction *>();
        for (auto *one : actions) {
            if (one->shortcut() == wanted)
                return one;
        }
        qFatal("no command has the shortcut %s", shortcut);
        return nullptr;
    }

    QDoubleSpinBox *field(const char *name) const
    {
        return m_window->findChild<QDoubleSpinBox *>(QString::fromUtf8(name));
    }

    QStringList scenarioNames() const
    {
        return firstColumn(m_window->findChild<QTableView *>(QStringLiteral("scenarios")));
    }

    static QStringList firstColumn(const QAbstractItemView *view)
    {
        QStringList texts;
        for (int row = 0; view && row < view->model()->rowCount(); ++row)
            texts.append(view->model()->index(row, 0).data().toString());
        return texts;
    }

    QString footer() const { return m_window->findChild<RunFooter *>()->text(); }

    /// Most points that any line of a chart has.
    qsizetype pointsDrawn() const
    {
        qsizetype most = 0;
        const auto views = m_window->findChildren<QChartView *>();
        for (const auto *view : views) {
            const auto series = view->chart()->series();
            for (const auto *one : series) {
                if (const auto *line = qobject_cast<const QXYSeries *>(one))
                    most = std::max<qsizetype>(most, line->count());
            }
        }
        return most;
    }

    /// All that the tables of the run page show.
    QString tableTexts() const
    {
        QString texts;
        const auto views = m_window->findChild<RunPage *>()->findChildren<QTableView *>();
        for (const auto *view : views) {
            const auto *model = view->model();
            for (int row = 0; row < model->rowCount(); ++row) {
                for (int column = 0; column < model->columnCount(); ++column)
                    texts += model->index(row, column).data().toString() + QLatin1Char('\n');
            }
        }
        return texts;
    }

    QJsonObject savedTest() const
    {
        QFile file(path("molotov.json"));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QJsonDocument::fromJson(file.readAll())[QStringLiteral("molotov")][QStringLiteral("tests")]
                                                      [QStringLiteral("visit")]
                                                          .toObject();
    }

    /// What the demo service counted.
    qint64 servedRequests()
    {
        QNetworkAccessManager network;
        std::unique_ptr<QNetworkReply> reply(
            network.get(QNetworkRequest(m_url.resolved(QUrl(QStringLiteral("/stats"))))));
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, Patience))
            return -1;
        return QJsonDocument::fromJson(reply->readAll())[QStringLiteral("requests")].toInteger();
    }

    QTemporaryDir m_folder;
    DemoProcess m_demo{QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo")};
    QUrl m_url;
    std::unique_ptr<RunService> m_service;
    std::unique_ptr<MainWindow> m_window;
    FakeDialogs *m_dialogs = nullptr; // of the window
    std::optional<RunOutcome> m_outcome;
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
