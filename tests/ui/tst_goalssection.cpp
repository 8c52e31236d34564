// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/numberbox.h"
#include "ui/fields/problemlabel.h"
#include "ui/fields/readonly.h"
#include "ui/fields/timespinbox.h"
#include "ui/models/metricsmodels.h"
#include "ui/models/scenariolistmodel.h"
#include "ui/pages/goalform.h"
#include "ui/pages/goalssection.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Molotov;
using namespace std::chrono_literals;

class TestGoalsSection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void init()
    {
        m_scenarios.setScenarios({{QStringLiteral("browse"), 1}, {QStringLiteral("buy"), 1}});
        m_section = std::make_unique<GoalsSection>(&m_scenarios);
        m_section->resize(330, 500);
        m_section->show();
    }

    void cleanup() { m_section.reset(); }

    void aGoalIsMadeFromLists()
    {
        QSignalSpy edited(m_section.get(), &GoalsSection::edited);
        QVERIFY(!field<QListView>("goals")->isVisible());
        field<QToolButton>("addGoal")->click();
        QCOMPARE(edited.size(), 1);
        QCOMPARE(texts(), QStringList{QStringLiteral("p95(latency) < 500 ms")});
        QVERIFY(field<QListView>("goals")->isVisible());
        QVERIFY(!field<QLineEdit>("goalText")->isVisible());
        choose("goalStatistic", QStringLiteral("p99"));
        choose("goalUnit", QStringLiteral("s"));
        choose("goalComparison", QStringLiteral("at most"));
        field<NumberBox>("goalLimit")->setValue(1.5);
        field<QComboBox>("goalName")->setEditText(QStringLiteral("GET /cart"));
        QCOMPARE(texts(), QStringList{QStringLiteral("p99(latency, \"GET /cart\") <= 1.5 s")});
        field<QCheckBox>("goalAborts")->click();
        QCOMPARE(texts(), QStringList{QStringLiteral("p99(latency, \"GET /cart\") <= 1.5 s, abort")});
        field<TimeSpinBox>("goalDelay")->setValue(10s);
        QCOMPARE(texts(),
                 QStringList{QStringLiteral("p99(latency, \"GET /cart\") <= 1.5 s, abort after 10 s")});
        field<QToolButton>("removeGoal")->click();
        QCOMPARE(texts(), QStringList());
        QVERIFY(!field<QListView>("goals")->isVisible());
    }

    void aMeasureBringsWhatGoesWithIt()
    {
        field<QToolButton>("addGoal")->click();
        choose("goalMeasure", QStringLiteral("Responses with a status"));
        QCOMPARE(texts(), QStringList{QStringLiteral("rate(http_5xx) < 1 %")});
        QVERIFY(field<QComboBox>("goalStatus")->isVisible());
        field<QComboBox>("goalStatus")->setEditText(QStringLiteral("404"));
        choose("goalStatistic", QStringLiteral("number"));
        QCOMPARE(texts(), QStringList{QStringLiteral("count(http_404) < 100")});
        QVERIFY(!field<QComboBox>("goalUnit")->isVisible());
        choose("goalMeasure", QStringLiteral("Scenario"));
        QVERIFY(!field<QComboBox>("goalStatus")->isVisible());
        QCOMPARE(texts(), QStringList{QStringLiteral("count(scenario) < 100")});
        QCOMPARE(entries("goalName"), (QStringList{QStringLiteral("browse"), QStringLiteral("buy")}));
        choose("goalStatistic", QStringLiteral("p90"));
        QCOMPARE(texts(), QStringList{QStringLiteral("p90(scenario) < 500 ms")});
        choose("goalMeasure", QStringLiteral("Checks that pass"));
        QCOMPARE(texts(), QStringList{QStringLiteral("rate(check) > 99 %")});
    }

    void trustIsOkOrNot()
    {
        field<QToolButton>("addGoal")->click();
        choose("goalMeasure", QStringLiteral("Trust"));
        QCOMPARE(texts(), QStringList{QStringLiteral("trust = ok")});
        for (const char *name : {"goalName", "goalStatistic", "goalComparison", "goalUnit"})
            QVERIFY2(!field<QComboBox>(name)->isVisible(), name);
        QVERIFY(!field<NumberBox>("goalLimit")->isVisible());
        choose("goalMeasure", QStringLiteral("Latency"));
        QCOMPARE(texts(), QStringList{QStringLiteral("p95(latency) < 500 ms")});
        QVERIFY(field<QComboBox>("goalUnit")->isVisible());
        QVERIFY(field<NumberBox>("goalLimit")->isVisible());
    }

    void everyMeasureMakesAGoal()
    {
        field<QToolButton>("addGoal")->click();
        auto *measures = field<QComboBox>("goalMeasure");
        QCOMPARE(measures->count(), 16);
        for (int i = 0; i < measures->count(); ++i) {
            choose("goalMeasure", measures->itemText(i));
            field<QComboBox>("goalName")->setEditText(QStringLiteral("a \"name\""));
            auto *statistics = field<QComboBox>("goalStatistic");
            for (int j = 0; j < statistics->count(); ++j) {
                choose("goalStatistic", statistics->itemText(j));
                QVERIFY2(problem().isEmpty(), qPrintable(texts().constFirst() + problem()));
            }
        }
    }

    void aNameThatIsMissingIsSaidWhereItIsTyped()
    {
        field<QToolButton>("addGoal")->click();
        choose("goalMeasure", QStringLiteral("Counter"));
        QVERIFY2(problem().startsWith(QStringLiteral("Column ")), qPrintable(problem()));
        QVERIFY(field<QComboBox>("goalName")->isVisible()); // and not a text, which nobody asked for
        field<QComboBox>("goalName")->setEditText(QStringLiteral("orders"));
        QCOMPARE(problem(), QString());
    }

    void theLastRunKnowsNames()
    {
        MetricsModels measured;
        measured.setSnapshot({.endpoints = {{.method = QStringLiteral("GET"), .name = QStringLiteral("/a")}},
                              .steps = {{.name = QStringLiteral("pay")}},
                              .checks = {{.name = QStringLiteral("logged in")}},
                              .counters = {{.name = QStringLiteral("orders")}},
                              .gauges = {{.name = QStringLiteral("stock")}}});
        m_section->setMeasured(&measured);
        field<QToolButton>("addGoal")->click();
        const auto names = [this](const char *measure) {
            choose("goalMeasure", QString::fromUtf8(measure));
            return entries("goalName").join(QLatin1Char(','));
        };
        QCOMPARE(names("Requests"), QStringLiteral("GET /a"));
        QCOMPARE(names("Step"), QStringLiteral("pay"));
        QCOMPARE(names("Checks that pass"), QStringLiteral("logged in"));
        QCOMPARE(names("Counter"), QStringLiteral("orders"));
        QCOMPARE(names("Gauge"), QStringLiteral("stock"));
        QCOMPARE(names("Trend"), QString());
        QCOMPARE(names("Failed iterations"), QStringLiteral("browse,buy"));
    }

    void aGoalIsEditedAsText()
    {
        field<QToolButton>("addGoal")->click();
        auto *asText = field<QCheckBox>("goalAsText");
        asText->click();
        auto *text = field<QLineEdit>("goalText");
        QVERIFY(text->isVisible());
        QCOMPARE(text->text(), QStringLiteral("p95(latency) < 500 ms"));
        text->setFocus();
        text->selectAll();
        QTest::keyClicks(text, QStringLiteral("p95(latncy) < 1 s"));
        QVERIFY2(problem().startsWith(QStringLiteral("Column 5: Expected a measure")), qPrintable(problem()));
        QVERIFY(!asText->isEnabled());
        text->selectAll();
        QTest::keyClicks(text, QStringLiteral("p97.5(latency) < 1 s"));
        QCOMPARE(problem(), QString());
        asText->click();
        QVERIFY(!text->isVisible());
        QCOMPARE(field<QComboBox>("goalStatistic")->currentText(), QStringLiteral("p97.5"));
        choose("goalComparison", QStringLiteral("at most"));
        QCOMPARE(texts(), QStringList{QStringLiteral("p97.5(latency) <= 1 s")});
    }

    void aProfileIsShownAsItIsWritten()
    {
        Profile profile;
        profile.thresholds = {QStringLiteral("max( latency )<1s"), QStringLiteral("nonsense")};
        QSignalSpy edited(m_section.get(), &GoalsSection::edited);
        m_section->showProfile(profile);
        QCOMPARE(texts(), profile.thresholds);
        auto *list = field<QListView>("goals");
        list->setCurrentIndex(list->model()->index(1, 0));
        QVERIFY(field<QLineEdit>("goalText")->isVisible());
        QCOMPARE(field<QLineEdit>("goalText")->text(), QStringLiteral("nonsense"));
        list->setCurrentIndex(list->model()->index(0, 0));
        QVERIFY(!field<QLineEdit>("goalText")->isVisible());
        QVERIFY(list->visualRect(list->model()->index(1, 0)).bottom() <= list->viewport()->height());
        QCOMPARE(edited.size(), 0); // to look is not to change
        QCOMPARE(texts(), profile.thresholds);
        m_section->showProfile({});
        QVERIFY(!list->isVisible());
    }

    void aLockedGoalIsOnlyRead()
    {
        field<QToolButton>("addGoal")->click();
        m_section->setReadOnly(true);
        QVERIFY(!field<QToolButton>("addGoal")->isEnabled());
        QVERIFY(!field<QToolButton>("removeGoal")->isEnabled());
        QVERIFY(!field<QComboBox>("goalMeasure")->isEnabled());
        m_section->setReadOnly(false);
        QVERIFY(field<QComboBox>("goalMeasure")->isEnabled());
    }

private:
    template <typename Field>
    Field *field(const char *name) const
    {
        auto *found = m_section->findChild<Field *>(QLatin1String(name));
        Q_ASSERT(found);
        return found;
    }
    QStringList texts() const
    {
        Profile profile;
        m_section->writeTo(profile);
        return profile.thresholds;
    }
    QString problem() const { return m_section->findChild<ProblemLabel *>()->problem(); }
    QStringList entries(const char *name) const
    {
        QStringList texts;
        for (int i = 0; i < field<QComboBox>(name)->count(); ++i)
            texts += field<QComboBox>(name)->itemText(i);
        return texts;
    }
    /// As a person does.
    void choose(const char *name, const QString &text) const
    {
        auto *list = field<QComboBox>(name);
        const int index = list->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        list->setCurrentIndex(index);
        Q_EMIT list->activated(index);
    }

    ScenarioListModel m_scenarios;
    std::unique_ptr<GoalsSection> m_section;
};

QTEST_MAIN(TestGoalsSection)
#include "tst_goalssection.moc"
