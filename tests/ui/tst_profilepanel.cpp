// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakerunservice.h"
#include "ui/fields/problemlabel.h"
#include "ui/fields/timespinbox.h"
#include "ui/models/profileeditor.h"
#include "ui/models/scenariofollower.h"
#include "ui/pages/profilepanel.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
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
                if (!label->isHidden())
                    texts.append(label->problem());
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

    void everyFieldReachesTheProfile()
    {
        Bench bench;
        bench.editor.open({}, Profile());
        QTest::keyClicks(bench.field<QLineEdit>("scenarioFile"), QStringLiteral("/tests/shop.ts"));
        QTest::keyClicks(bench.field<QLineEdit>("baseUrl"), QStringLiteral("http://127.0.0.1"));
        bench.field<QSpinBox>("processes")->setValue(2);
        bench.field<QSpinBox>("workers")->setValue(50);
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

    void whatIsWrongStandsBesideItsField()
    {
        Bench bench;
        bench.editor.open({}, full());
        QCOMPARE(bench.shownProblems(), QStringList());
        auto *workers = bench.field<QSpinBox>("workers");
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
        QTest::keyClicks(bench.field<QSpinBox>("workers"), QStringLiteral("7"));
        QTest::keyClicks(bench.field<QLineEdit>("baseUrl"), QStringLiteral("x"));
        auto *environment = bench.field<QTableView>("environment")->model();
        QVERIFY(!environment->setData(environment->index(0, 2), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!bench.field<QToolButton>("addVariable")->isEnabled());
        QVERIFY(!bench.field<QToolButton>("browseScenario")->isEnabled());
        QCOMPARE(bench.field<QSpinBox>("workers")->value(), 50);
        QCOMPARE(duration->value(), std::chrono::milliseconds(std::chrono::minutes(5)));
        QCOMPARE(bench.field<QLineEdit>("baseUrl")->text(), QStringLiteral("http://127.0.0.1"));

        bench.editor.setLocked(false);
        bench.field<QSpinBox>("workers")->stepUp();
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
        auto *workers = bench.field<QSpinBox>("workers");
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
        for (const char *name : {"scenarioFile", "baseUrl", "processes", "workers", "rampUp", "duration",
                                 "maxRuns", "delay", "environment"})
            QVERIFY2(named.contains(bench.field<QWidget>(name)), name);
        const auto buttons = bench.panel.findChildren<QToolButton *>();
        for (const auto *button : buttons)
            QVERIFY2(!button->accessibleName().isEmpty()
                         || button->objectName().startsWith(QLatin1String("qt_")),
                     qPrintable(button->objectName()));
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
