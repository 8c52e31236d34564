// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakerunservice.h"
#include "tests/support/tracedexchanges.h"
#include "ui/models/trialmodels.h"
#include "ui/pages/trialpage.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/exchangeview.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/messageview.h"
#include "ui/widgets/pictureview.h"
#include "ui/widgets/statebanner.h"

#include <QAction>
#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace Molotov;

class TestTrialPage : public QObject
{
    Q_OBJECT

private:
    struct Bench
    {
        FakeRunService *service = nullptr;
        TrialModels models{[this]() -> std::unique_ptr<RunService> {
            auto made = std::make_unique<FakeRunService>();
            service = made.get();
            return made;
        }};
        Commands commands;
        QStringList tried;
        TrialPage page{{.commands = &commands, .trials = &models, .tryOnce = [this](const QString &scenario) {
                            tried += scenario;
                            models.start({}, scenario);
                        }}};

        Bench()
        {
            QObject::connect(commands.action(Command::TryOnce), &QAction::triggered, &page,
                             [this] { models.start({}); });
            page.resize(1200, 700);
            page.show();
        }
        /// A trial of three requests that has ended.
        void play()
        {
            models.start({}, QStringLiteral("browse"));
            service->playStart();
            Q_EMIT service->logged({.text = QStringLiteral("hello")});
            for (int i = 0; i < 3; ++i)
                Q_EMIT service->traced(
                    tracedExchange(20 * i, QStringLiteral("/page%1").arg(i), i == 2 ? 0 : 200));
            RunOutcome outcome;
            outcome.last.iterationsOk = 1;
            Q_EMIT service->runEnded(outcome);
        }
        template <typename Widget>
        Widget *find(const QString &name = {}) const
        {
            return page.findChild<Widget *>(name);
        }
        DataTable *table() const
        {
            for (auto *table : page.findChildren<DataTable *>()) {
                if (table->accessibleName() == QLatin1String("Requests"))
                    return table;
            }
            qFatal("no table of requests");
        }
        MessageView *response() const { return find<MessageView>(QStringLiteral("response")); }
    };

    static Protocol::SampledBody whole(const QByteArray &bytes)
    {
        return {.bytes = bytes, .size = bytes.size()};
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void anEmptyPageSaysWhatItIsFor()
    {
        Bench bench;
        QVERIFY(!bench.find<StateBanner>()->isVisible());
        auto *start = bench.find<QPushButton>(QStringLiteral("tryOnce"));
        QVERIFY(start->isVisible());
        bench.commands.action(Command::TryOnce)->setEnabled(false);
        QVERIFY(!start->isEnabled());
        bench.commands.action(Command::TryOnce)->setEnabled(true);
        start->click();
        QVERIFY(bench.find<StateBanner>()->isVisible());
        QVERIFY(bench.find<StateBanner>()->text().startsWith(QLatin1String("Trying")));
    }

    void aTrialCanBeStoppedAndRunAgain()
    {
        Bench bench;
        bench.models.start({}, QStringLiteral("browse"));
        auto *again = bench.find<QPushButton>(QStringLiteral("tryAgain"));
        QCOMPARE(again->text(), QStringLiteral("Stop"));
        again->click();
        QCOMPARE(bench.service->stopsNow, 1);
        QVERIFY(!again->isEnabled());
        bench.service->playEnd(RunOutcome::End::Stopped);
        QCOMPARE(bench.find<StateBanner>()->text(), QStringLiteral("Stopped Stopped before its end."));
        QCOMPARE(again->text(), QStringLiteral("Run Again"));
        again->click();
        QCOMPARE(bench.tried, QStringList(QStringLiteral("browse")));
        QCOMPARE(bench.service->started.size(), 2);
    }

    void theSelectedRequestIsRead()
    {
        Bench bench;
        bench.play();
        QCOMPARE(bench.find<StateBanner>()->text(), QStringLiteral("Passed The scenario passed."));
        const auto *view = bench.find<ExchangeView>();
        QVERIFY(view->overviewText().startsWith(
            QLatin1String("Request: GET http://shop.example:8080/page0\nStatus: 200 OK\n")));
        QVERIFY(view->overviewText().contains(QLatin1String("\nLine: /tests/shop.ts:12\n")));
        QVERIFY(view->overviewText().contains(QLatin1String("\nWaiting for the answer: 6.00 ms\n")));
        QCOMPARE(bench.response()->bodyText(), QStringLiteral("{\n  \"id\": 7\n}"));
        bench.table()->selectSourceRow(2);
        QVERIFY(view->overviewText().contains(QLatin1String("\nStatus: no response\n")));
        QCOMPARE(bench.response()->bodyText(), QString());
        QCOMPARE(bench.response()->note(),
                 QStringLiteral("No response: GET http://shop.example:8080/page2 was refused"));
    }

    void anExchangeCanBeCopied()
    {
        Bench bench;
        bench.play();
        QStringList texts;
        const auto actions = bench.find<ExchangeView>()->findChild<QMenu *>()->actions();
        for (auto *action : actions) {
            action->trigger();
            texts += QGuiApplication::clipboard()->text();
        }
        QCOMPARE(texts.size(), 2);
        // As it was sent: nothing of a trial is masked.
        QVERIFY2(texts.at(0).startsWith(QLatin1String("curl")), qPrintable(texts.at(0)));
        QVERIFY(texts.at(0).contains(QLatin1String("Bearer secret")));
        QVERIFY(texts.at(1).contains(QLatin1String("200 OK\nContent-Type: application/json")));
    }

    void aFilterIsOverAll()
    {
        Bench bench;
        bench.play();
        auto *filter = bench.find<QLineEdit>();
        filter->setText(QStringLiteral("page1"));
        QCOMPARE(bench.table()->model()->rowCount(), 1);
        QCOMPARE(bench.find<LogPanel>()->model()->rowCount(), 0);
        filter->setText(QStringLiteral("HELLO"));
        QCOMPARE(bench.table()->model()->rowCount(), 0);
        QCOMPARE(bench.find<LogPanel>()->model()->rowCount(), 1);
        QCOMPARE(bench.table()->emptyText(), QStringLiteral("Nothing matches the filter"));
    }

    void picturesAreShown()
    {
        QImage image(12, 8, QImage::Format_RGB32);
        image.fill(Qt::red);
        QBuffer png;
        png.open(QIODevice::WriteOnly);
        QVERIFY(image.save(&png, "PNG"));
        MessageView view(QStringLiteral("Response"));
        view.setMessage({.list = {{QStringLiteral("Content-Type"), "image/png"}}}, whole(png.data()));
        QVERIFY(view.showsPicture());
        QVERIFY2(view.note().startsWith(QStringLiteral("A picture of 12 × 8 points")),
                 qPrintable(view.note()));
        QTRY_VERIFY_WITH_TIMEOUT(view.findChild<PictureView *>()->isRead(), 20'000);
        view.setMessage({.list = {{QStringLiteral("Content-Type"), "image/png"}}},
                        whole(QByteArray("\x89PNG\0", 5)));
        QVERIFY(!view.showsPicture());
        QVERIFY(view.bodyText().startsWith(QLatin1String("000000  89 50 4e 47 00")));
    }

    void noMoreIsLaidOutThanCanBeRead()
    {
        MessageView view(QStringLiteral("Response"));
        view.setMessage({}, whole(QByteArray(1 << 20, 'x')));
        QCOMPARE(view.bodyText().remove(QLatin1Char('\n')).size(), 256 << 10);
        QCOMPARE(view.note(),
                 QStringLiteral("(The first 262.1 kB of 1.0 MB) (Lines are broken after 1,000 characters)"));
        view.setMessage({}, whole("one\n\ntwo\n"));
        QCOMPARE(view.bodyText(), QStringLiteral("one\n\ntwo\n"));
        QCOMPARE(view.note(), QString());
        view.setMessage({}, {});
        QCOMPARE(view.note(), QString());
        view.setMessage({.list = {}, .leftOut = 2}, {.bytes = {}, .size = 5, .isDiscarded = true});
        QCOMPARE(view.note(),
                 QStringLiteral(
                     "2 more header fields are left out. (The scenario did not read the body: 5 bytes)"));
    }
};

QTEST_MAIN(TestTrialPage)
#include "tst_trialpage.moc"
