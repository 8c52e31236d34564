// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakerunservice.h"
#include "ui/fields/problemlabel.h"
#include "ui/fields/problemmark.h"
#include "ui/fields/problemstrip.h"
#include "ui/fields/timespinbox.h"
#include "ui/models/profileeditor.h"
#include "ui/models/scenariofollower.h"
#include "ui/pages/profilepanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace Molotov;

class TestProfilePanel : public QObject
{
    Q_OBJECT

private:
    struct Bench
    {
        FakeRunService service;
        ProfileEditor editor;
        ScenarioFollower follower{&service, &editor};
        ProfilePanel panel{&editor, &follower};

        template <typename Field>
        Field *field(const char *name) const
        {
            auto *found = panel.findChild<Field *>(QLatin1String(name));
            Q_ASSERT(found);
            return found;
        }
        QStringList shownProblems() const
        {
            QStringList texts;
            const auto labels = panel.findChildren<ProblemLabel *>();
            for (const auto *label : labels) {
                if (!label->problem().isEmpty())
                    texts.append(label->problem());
            }
            const auto marks = panel.findChildren<ProblemMark *>();
            for (const auto *mark : marks) {
                if (!mark->problem().isEmpty())
                    texts.append(mark->problem());
            }
            return texts;
        }
    };

    static Profile full()
    {
        Profile profile;
        profile.scenarioFile = QStringLiteral("/tests/shop.ts");
        profile.baseUrl = QStringLiteral("http://127.0.0.1");
        profile.processes = 2;
        profile.workers = 50;
        profile.rampUp = std::chrono::seconds(90);
        profile.duration = std::chrono::minutes(5);
        profile.maxRuns = 5'000'000'000;
        profile.delay = std::chrono::milliseconds(250);
        profile.environment = {{QStringLiteral("TOKEN"), std::nullopt}};
        return profile;
    }

    /// All that the advanced section knows of.
    static Profile advanced()
    {
        auto profile = full();
        profile.singleMode = QStringLiteral("browse");
        profile.singleRun = true;
        profile.iterationTimeout = std::chrono::seconds(30);
        profile.extensions = {QStringLiteral("/tests/lib/a.ts"), QStringLiteral("/elsewhere/b.js")};
        profile.stopOnFailure = true;
        profile.failThreshold = 6'000'000'000;
        profile.forceShutdown = true;
        profile.sizing = true;
        profile.sizingTolerance = 2.25;
        profile.prometheus = QStringLiteral("9464");
        profile.influxdb = QStringLiteral("http://metrics:8086/write?db=load");
        profile.otlp = QStringLiteral("http://metrics:4318");
        profile.statsd = true;
        profile.statsdAddress = QStringLiteral("udp://metrics:8126");
        profile.statsdRawNames = true;
        profile.foldNames = false;
        profile.maskHeaders = QStringLiteral("X-Token");
        profile.verbosity = 2;
        profile.quiet = true;
        profile.console = true;
        profile.consoleUpdate = std::chrono::seconds(2);
        profile.debug = true;
        profile.hosts = {{QStringLiteral("shop.example"), QStringLiteral("10.0.0.7:8443")}};
        profile.addresses = AddressOrder::Random;
        profile.checkTarget = false;
        profile.allowedHosts = {QStringLiteral("a.example"), QStringLiteral("*.b.example")};
        return profile;
    }

    static QStringList rowsOf(const QAbstractItemView *view)
    {
        QStringList texts;
        for (int row = 0; row < view->model()->rowCount(); ++row)
            texts.append(view->model()->index(row, 0).data().toString());
        return texts;
    }

private Q_SLOTS:
    void showingChangesNothing()
    {
        Bench bench;
        bench.editor.open({}, full());
        QCOMPARE(bench.editor.profile(), full());
        QVERIFY(!bench.editor.isModified());
        QCOMPARE(bench.field<QLabel>("product")->text(), QStringLiteral("2 × 50 = 100 workers"));
        QCOMPARE(bench.field<TimeSpinBox>("rampUp")->text(), QStringLiteral("1 min 30 s"));
    }

    void whatHasNoFieldIsKept()
    {
        Bench bench;
        auto profile = full();
        profile.thresholds = {QStringLiteral("p95(latency) < 300 ms"), QStringLiteral("rate(failed) < 1 %")};
        bench.editor.open({}, profile);
        bench.field<QDoubleSpinBox>("workers")->setValue(51);
        profile.workers = 51;
        QCOMPARE(bench.editor.profile(), profile);
    }

    void everyFieldReachesTheProfile()
    {
        Bench bench;
        bench.editor.open({}, Profile());
        QTest::keyClicks(bench.field<QLineEdit>("scenarioFile"), QStringLiteral("/tests/shop.ts"));
        QTest::keyClicks(bench.field<QLineEdit>("baseUrl"), QStringLiteral("http://127.0.0.1"));
        bench.field<QDoubleSpinBox>("processes")->setValue(2);
        bench.field<QDoubleSpinBox>("workers")->setValue(50);
        bench.field<TimeSpinBox>("rampUp")->setValue(std::chrono::seconds(90));
        bench.field<TimeSpinBox>("duration")->setValue(std::chrono::minutes(5));
        bench.field<QDoubleSpinBox>("maxRuns")->setValue(5'000'000'000);
        bench.field<TimeSpinBox>("delay")->setValue(std::chrono::milliseconds(250));
        bench.field<QToolButton>("addVariable")->click();
        auto *model = bench.field<QTableView>("environment")->model();
        QVERIFY(model->setData(model->index(0, 0), QStringLiteral("TOKEN")));
        QVERIFY(model->setData(model->index(0, 2), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(bench.editor.profile(), full());
        QVERIFY(bench.editor.isReady());
    }

    void showingAdvancedSettingsChangesNothing()
    {
        Bench bench;
        bench.editor.open({}, advanced());
        QCOMPARE(bench.field<QToolButton>("advanced")->text(), QStringLiteral("Adva&nced (26 set)"));
        QCOMPARE(rowsOf(bench.field<QListView>("files")),
                 QStringList({QStringLiteral("lib/a.ts"), QStringLiteral("../elsewhere/b.js")}));
        bench.field<QDoubleSpinBox>("workers")->stepUp(); // reads all fields
        auto expected = advanced();
        ++expected.workers;
        QCOMPARE(bench.editor.profile(), expected);
    }

    void everyAdvancedFieldReachesTheProfile()
    {
        Bench bench;
        bench.editor.open({}, full());
        QCOMPARE(bench.field<QToolButton>("advanced")->text(), QStringLiteral("Adva&nced"));
        bench.field<QComboBox>("singleMode")->setEditText(QStringLiteral(" browse "));
        bench.field<TimeSpinBox>("iterationTimeout")->setValue(std::chrono::seconds(30));
        for (const char *name :
             {"singleRun", "stopOnFailure", "failThresholdOn", "forceShutdown", "sizing", "statsd",
              "statsdRawNames", "foldNames", "checkTarget", "quiet", "console", "debug"})
            bench.field<QCheckBox>(name)->click();
        bench.field<QDoubleSpinBox>("failThreshold")->setValue(6e9);
        bench.field<QDoubleSpinBox>("sizingTolerance")->setValue(2.25);
        auto *address = bench.field<QLineEdit>("statsdAddress");
        address->clear();
        QTest::keyClicks(address, QStringLiteral("udp://metrics:8126"));
        QTest::keyClicks(bench.field<QLineEdit>("maskHeaders"), QStringLiteral("X-Token"));
        QTest::keyClicks(bench.field<QLineEdit>("prometheus"), QStringLiteral("9464"));
        QTest::keyClicks(bench.field<QLineEdit>("influxdb"),
                         QStringLiteral("http://metrics:8086/write?db=load"));
        QTest::keyClicks(bench.field<QLineEdit>("otlp"), QStringLiteral("http://metrics:4318"));
        bench.field<QToolButton>("addHost")->click();
        auto *hosts = bench.field<QTableView>("hosts")->model();
        hosts->setData(hosts->index(0, 0), QStringLiteral("shop.example"));
        hosts->setData(hosts->index(0, 1), QStringLiteral("10.0.0.7:8443"));
        bench.field<QComboBox>("addresses")->setCurrentIndex(2);
        QTest::keyClicks(bench.field<QLineEdit>("allowedHosts"), QStringLiteral("a.example, *.b.example"));
        bench.field<QComboBox>("verbosity")->setCurrentIndex(2);
        bench.field<TimeSpinBox>("consoleUpdate")->setValue(std::chrono::seconds(2));
        QMimeData data;
        data.setUrls({QUrl(QStringLiteral("file:///tests/lib/a.ts")), QUrl(QStringLiteral("file:///a.png")),
                      QUrl(QStringLiteral("file:///elsewhere/b.js"))});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(bench.field<QWidget>("extensions"), &enter);
        QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(bench.field<QWidget>("extensions"), &drop);
        QCOMPARE(bench.editor.profile(), advanced());
        QCOMPARE(bench.field<QToolButton>("advanced")->text(), QStringLiteral("Adva&nced (26 set)"));
    }

    void whatHasNoEffectCannotBeSet()
    {
        Bench bench;
        bench.editor.open({}, full());
        const auto *tolerance = bench.field<QDoubleSpinBox>("sizingTolerance");
        const auto *address = bench.field<QLineEdit>("statsdAddress");
        const auto *failures = bench.field<QDoubleSpinBox>("failThreshold");
        QVERIFY(!tolerance->isEnabled() && !address->isEnabled() && !failures->isEnabled());
        for (const char *name : {"sizing", "statsd", "failThresholdOn"})
            bench.field<QCheckBox>(name)->click();
        QVERIFY(tolerance->isEnabled() && address->isEnabled() && failures->isEnabled());
        QCOMPARE(bench.editor.profile().failThreshold, std::optional<qint64>(1));
        bench.editor.setLocked(true);
        QVERIFY(!bench.field<QCheckBox>("sizing")->isEnabled());
        QVERIFY(!bench.field<QComboBox>("singleMode")->isEnabled());
        QVERIFY(tolerance->isReadOnly());
    }

    void aFoldedProblemIsSaidAllTheSame()
    {
        Bench bench;
        auto profile = full();
        profile.statsd = true;
        profile.statsdAddress = QStringLiteral("nowhere");
        bench.editor.open({}, profile);
        auto *header = bench.field<QToolButton>("advanced");
        QVERIFY(bench.field<QLineEdit>("statsdAddress")->parentWidget()->isHidden());
        QVERIFY(header->accessibleDescription().contains(QLatin1String("nowhere")));
        header->click();
        QCOMPARE(header->accessibleDescription(), QString());
        QVERIFY(bench.field<QLineEdit>("statsdAddress")
                    ->accessibleDescription()
                    .contains(QLatin1String("nowhere")));
    }

    void theScenariosOfTheFileCanBeChosen()
    {
        Bench bench;
        auto profile = full();
        profile.singleMode = QStringLiteral("brwose");
        bench.editor.open({}, profile);
        auto *single = bench.field<QComboBox>("singleMode");
        QTRY_COMPARE(bench.service.inspections.size(), 1);
        QCOMPARE(bench.service.inspections.first().singleMode, QString()); // all of them are wanted
        Q_EMIT bench.service.inspected(
            {.scenarioFile = profile.scenarioFile,
             .scenarios = {{QStringLiteral("browse"), 1}, {QStringLiteral("buy"), 2}},
             .error = {}});
        QCOMPARE(single->count(), 2);
        QCOMPARE(single->currentText(), QStringLiteral("brwose"));
        QCOMPARE(bench.editor.problems().value(ProfileField::SingleMode),
                 QStringLiteral("There is no scenario “brwose”; the file has: browse, buy."));
        single->setCurrentIndex(1);
        QCOMPARE(bench.editor.profile().singleMode, QStringLiteral("buy"));
        QVERIFY(bench.editor.isReady());
    }

    void extensionsAreRemoved()
    {
        Bench bench;
        bench.editor.open({}, advanced());
        auto *list = bench.field<QListView>("files");
        QVERIFY(!bench.field<QToolButton>("removeFile")->isEnabled());
        list->setCurrentIndex(list->model()->index(0, 0));
        bench.field<QToolButton>("removeFile")->click();
        QCOMPARE(bench.editor.profile().extensions, QStringList{QStringLiteral("/elsewhere/b.js")});
    }

    void aSizingSaysWhatItWillDo()
    {
        Bench bench;
        auto profile = full();
        profile.processes = 2;
        profile.workers = 1;
        profile.rampUp = {};
        profile.duration = std::chrono::hours(1);
        bench.editor.open({}, profile);
        bench.field<QCheckBox>("sizing")->click();
        QCOMPARE(bench.field<QLabel>("product")->text(), QStringLiteral("Up to 500 workers, in 5 min"));
        QCOMPARE(bench.editor.runnable().workers, 250);
        QCOMPARE(bench.editor.profile().workers, 1);
        bench.field<TimeSpinBox>("duration")->setValue(std::chrono::minutes(1));
        QVERIFY(bench.editor.problems().contains(ProfileField::RampUp));
    }

    void whatIsWrongStandsBesideItsField()
    {
        Bench bench;
        bench.editor.open({}, full());
        QCOMPARE(bench.shownProblems(), QStringList());
        auto *workers = bench.field<QDoubleSpinBox>("workers");
        workers->setValue(100'000);
        QCOMPARE(bench.shownProblems().size(), 1);
        QVERIFY(bench.shownProblems().first().contains(QLatin1String("10,000")));
        QCOMPARE(workers->accessibleDescription(), bench.shownProblems().first());
        bench.editor.setExtraProblem(ProfileField::ScenarioFile, QStringLiteral("shop.ts:3:7: No."));
        QVERIFY(bench.shownProblems().contains(QStringLiteral("shop.ts:3:7: No.")));
        workers->setValue(10);
        QCOMPARE(bench.shownProblems(), QStringList{QStringLiteral("shop.ts:3:7: No.")});
        QCOMPARE(workers->accessibleDescription(), QString());
    }

    void theSentenceOfTheFieldWithTheFocusIsShown()
    {
        Bench bench;
        bench.editor.open({}, full());
        bench.panel.show();
        const auto *strip = bench.panel.findChild<ProblemStrip *>();
        QCOMPARE(strip->text(), QString());
        bench.field<QDoubleSpinBox>("processes")->setValue(0);
        QVERIFY(strip->text().startsWith(QLatin1String("Processes must be")));
        auto *workers = bench.field<QDoubleSpinBox>("workers");
        workers->setValue(0);
        QVERIFY(strip->text().startsWith(QLatin1String("Processes must be")));
        QVERIFY(strip->text().endsWith(QLatin1String("(One of 2 problems.)")));
        bench.panel.activateWindow();
        workers->setFocus();
        QTRY_VERIFY(strip->text().startsWith(QLatin1String("Workers per process must be")));
        bench.editor.open({}, full());
        QCOMPARE(strip->text(), QString());
        bench.editor.setLocked(true);
        QVERIFY(strip->text().startsWith(QLatin1String("A test is running.")));
    }

    void nothingMovesWhenSomethingIsWrong()
    {
        Bench bench;
        bench.editor.open({}, full());
        bench.field<QToolButton>("advanced")->click();
        bench.panel.resize(360, 2'400); // nothing is scrolled
        bench.panel.show();
        const auto places = [&bench] {
            QStringList texts{QString::number(bench.panel.minimumSizeHint().width())};
            for (const char *name : {"baseUrl", "processes", "workers", "rampUp", "duration", "maxRuns",
                                     "delay", "singleRun", "iterationTimeout", "sizing", "sizingTolerance",
                                     "statsd", "statsdAddress", "consoleUpdate", "debug"}) {
                const auto *field = bench.field<QWidget>(name);
                const auto rect = QRect(field->mapTo(&bench.panel, QPoint()), field->size());
                texts.append(QStringLiteral("%1 %2 %3 %4")
                                 .arg(QLatin1String(name))
                                 .arg(rect.y())
                                 .arg(rect.width())
                                 .arg(rect.height()));
            }
            return texts;
        };
        const auto type = [&bench](const char *name, const QString &text) {
            auto *field = bench.field<QWidget>(name);
            field->setFocus();
            QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClicks(field, text);
            QTest::keyClick(field, Qt::Key_Tab);
            QTest::qWait(0); // for the layout
        };
        QTest::qWait(0);
        const auto before = places();
        type("workers", QStringLiteral("99999"));
        QCOMPARE(places(), before);
        type("workers", QStringLiteral("25"));
        QCOMPARE(places(), before);
        type("processes", QStringLiteral("100"));
        QCOMPARE(places(), before);
        type("processes", QStringLiteral("999999999999"));
        QCOMPARE(places(), before);
        type("duration", QStringLiteral("5x"));
        QCOMPARE(places(), before);
        bench.field<QCheckBox>("statsd")->click();
        type("statsdAddress", QStringLiteral("nowhere"));
        QCOMPARE(places(), before);
        bench.field<QCheckBox>("sizing")->click();
        QTest::qWait(0);
        QCOMPARE(places(), before);
        Q_EMIT bench.service.inspected(
            {full().scenarioFile, {}, Error{QStringLiteral("shop.ts:3:7: No. ").repeated(20)}});
        QTest::qWait(0);
        QCOMPARE(places(), before);
        bench.editor.setLocked(true);
        QTest::qWait(0);
        QCOMPARE(places(), before);
    }

    void aNumberThatIsTooLargeIsSaidAndNotChanged()
    {
        Bench bench;
        bench.editor.open({}, full());
        auto *workers = bench.field<QDoubleSpinBox>("workers");
        workers->selectAll();
        QTest::keyClicks(workers, QStringLiteral("99999999999"));
        QTest::keyClick(workers, Qt::Key_Tab);
        QCOMPARE(workers->value(), 99'999'999'999.0);
        QVERIFY(bench.shownProblems().value(0).contains(QLatin1String("99,999,999,999")));
        workers->setValue(20);
        QCOMPARE(bench.editor.profile().workers, 20);
        QVERIFY(bench.editor.isReady());
    }

    void aTimeThatIsNotUnderstoodIsSaidAndNotGuessed()
    {
        Bench bench;
        bench.editor.open({}, full());
        bench.panel.show();
        auto *duration = bench.field<TimeSpinBox>("duration");
        const auto type = [duration](const QString &text) {
            duration->selectAll();
            QTest::keyClicks(duration, text);
            QTest::keyClick(duration, Qt::Key_Return);
        };
        type(QStringLiteral("5x"));
        QCOMPARE(duration->text(), QStringLiteral("5x"));
        QVERIFY(!bench.editor.isReady());
        QVERIFY(bench.editor.problems().value(ProfileField::Duration).contains(QStringLiteral("“5x”")));
        type(QStringLiteral("1:30"));
        QCOMPARE(duration->text(), QStringLiteral("1 min 30 s"));
        QCOMPARE(bench.editor.profile().duration, std::chrono::milliseconds(90'000));
        QVERIFY(bench.editor.isReady());
        type({});
        type(QString(QChar::Space));
        QVERIFY(!bench.editor.isReady());
        bench.editor.open({}, full()); // another test: what was typed is of the one before
        QCOMPARE(duration->text(), QStringLiteral("5 min"));
        QVERIFY(bench.editor.isReady());
    }

    void numbersOutsideOfTheRangeAreShownAsTheyAre()
    {
        Bench bench;
        auto profile = full();
        profile.workers = -3;
        profile.delay = std::chrono::seconds(-1);
        bench.editor.open({}, profile);
        QCOMPARE(bench.editor.profile(), profile);
        QCOMPARE(bench.shownProblems().size(), 2);
    }

    void whileARunUsesThemFieldsCanOnlyBeRead()
    {
        Bench bench;
        bench.editor.open({}, full());
        bench.editor.setLocked(true);
        auto *duration = bench.field<TimeSpinBox>("duration");
        QVERIFY(duration->isEnabled());
        QTest::keyClick(duration, Qt::Key_Up);
        QTest::keyClicks(bench.field<QDoubleSpinBox>("workers"), QStringLiteral("7"));
        QTest::keyClicks(bench.field<QLineEdit>("baseUrl"), QStringLiteral("x"));
        auto *environment = bench.field<QTableView>("environment")->model();
        QVERIFY(!environment->setData(environment->index(0, 2), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!bench.field<QToolButton>("addVariable")->isEnabled());
        QVERIFY(!bench.field<QToolButton>("browseScenario")->isEnabled());
        QCOMPARE(bench.field<QDoubleSpinBox>("workers")->value(), 50);
        QCOMPARE(duration->value(), std::chrono::milliseconds(std::chrono::minutes(5)));
        QCOMPARE(bench.field<QLineEdit>("baseUrl")->text(), QStringLiteral("http://127.0.0.1"));

        bench.editor.setLocked(false);
        bench.field<QDoubleSpinBox>("workers")->stepUp();
        QCOMPARE(bench.editor.profile().workers, 51);
        QVERIFY(bench.field<QToolButton>("addVariable")->isEnabled());
    }

    void aRowWithoutANameStaysAndIsAProblem()
    {
        Bench bench;
        bench.editor.open({}, full());
        bench.field<QToolButton>("addVariable")->click();
        QCOMPARE(bench.field<QTableView>("environment")->model()->rowCount(), 2);
        QVERIFY(!bench.editor.isReady());
        bench.editor.open({}, full());
        QCOMPARE(bench.field<QTableView>("environment")->model()->rowCount(), 1);
        QVERIFY(bench.editor.isReady());
    }

    void theWheelChangesNoFieldThatIsOnlyScrolledPast()
    {
        Bench bench;
        bench.editor.open({}, full());
        bench.panel.show();
        auto *workers = bench.field<QDoubleSpinBox>("workers");
        const QPointF at(5, 5);
        QWheelEvent wheel(at, workers->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(workers, &wheel);
        QCOMPARE(workers->value(), 50);
    }

    void everyFieldHasANameForScreenReaders()
    {
        Bench bench;
        bench.editor.open({}, full());
        QSet<const QWidget *> named;
        const auto labels = bench.panel.findChildren<QLabel *>();
        for (const auto *label : labels)
            named.insert(label->buddy());
        for (const char *name :
             {"scenarioFile", "baseUrl", "processes", "workers", "rampUp", "duration", "maxRuns", "delay",
              "environment", "singleMode", "iterationTimeout", "extensions", "sizingTolerance", "prometheus",
              "influxdb", "otlp", "statsdAddress", "verbosity", "consoleUpdate"})
            QVERIFY2(named.contains(bench.field<QWidget>(name)), name);
        QCOMPARE(bench.field<QDoubleSpinBox>("failThreshold")->accessibleName(),
                 QStringLiteral("Fail after … failures"));
        const auto buttons = bench.panel.findChildren<QToolButton *>();
        for (const auto *button : buttons)
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty()
                         || button->objectName().startsWith(QLatin1String("qt_"))
                         || qobject_cast<QLineEdit *>(button->parentWidget()), // clears it; Qt's own
                     qPrintable(button->objectName()));
    }

    void theTabKeyGoesFromTopToBottom()
    {
        Bench bench;
        bench.editor.open({}, advanced());
        bench.field<QToolButton>("advanced")->click();
        bench.panel.resize(400, 1'500);
        bench.panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bench.panel));
        const auto *first = bench.field<QWidget>("advanced");
        int bottom = 0;
        int count = 0;
        for (auto *field = first->nextInFocusChain(); field != first; field = field->nextInFocusChain()) {
            const bool isStop = field->focusPolicy() & Qt::TabFocus && field->isEnabled()
                                && field->isVisibleTo(&bench.panel) && !field->focusProxy();
            const auto top = field->mapTo(&bench.panel, QPoint()).y();
            if (!isStop || top < first->mapTo(&bench.panel, QPoint()).y())
                continue;
            ++count;
            QVERIFY2(top >= bottom - field->height(), qPrintable(field->objectName()));
            bottom = std::max(bottom, top);
        }
        QVERIFY(count >= 18);
    }

    void aTimeCanBeTyped()
    {
        TimeSpinBox box(QStringLiteral("none"));
        box.show();
        QCOMPARE(box.text(), QStringLiteral("none"));
        box.selectAll();
        QTest::keyClicks(&box, QStringLiteral("1.5 min"));
        QCOMPARE(box.value(), std::chrono::milliseconds(90'000));
        QCOMPARE(box.text(), QStringLiteral("1.5 min")); // as typed until it is left
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.text(), QStringLiteral("1 min 30 s"));
        QTest::keyClick(&box, Qt::Key_Up);
        QCOMPARE(box.text(), QStringLiteral("1 min 45 s"));
        box.setValue(std::chrono::milliseconds(100));
        QTest::keyClick(&box, Qt::Key_Down);
        QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(box.text(), QStringLiteral("none"));
    }
};

QTEST_MAIN(TestProfilePanel)
#include "tst_profilepanel.moc"
