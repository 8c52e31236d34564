// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakerunservice.h"
#include "tests/support/modelprinter.h"
#include "ui/charts/loadpreview.h"
#include "ui/fields/timespinbox.h"
#include "ui/models/profileeditor.h"
#include "ui/models/scenariofollower.h"
#include "ui/pages/profilepanel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Molotov;
using namespace std::chrono_literals;

/// The fields of the load, as a part of the panel that takes them to the profile.
class TestLoadSection : public QObject
{
    Q_OBJECT

private:
    enum Kind { Users, Stages, Rate, RateStages, UsersLimit, RateLimit };

    struct Bench
    {
        FakeRunService service;
        ProfileEditor editor;
        ScenarioFollower follower{&service, &editor};
        ProfilePanel panel{&editor, &follower};

        explicit Bench(const Profile &profile = users())
        {
            editor.open({}, profile);
            panel.resize(360, 1'700);
            panel.show();
        }

        template <typename Field>
        Field *field(const char *name) const
        {
            auto *found = panel.findChild<Field *>(QLatin1String(name));
            Q_ASSERT(found);
            return found;
        }
        QWidget *field(const char *name) const { return field<QWidget>(name); }
        void choose(Kind kind) { field<QComboBox>("loadKind")->setCurrentIndex(kind); }
        void applyShape(const char *name) { field<QAction>(name)->trigger(); }
        void type(const char *name, const QString &text)
        {
            auto *edit = field<QLineEdit>(name);
            edit->clear();
            if (text.isEmpty()) {
                edit->setText(QStringLiteral("x"));
                QTest::keyClick(edit, Qt::Key_Backspace);
            } else {
                QTest::keyClicks(edit, text);
            }
        }
        QString problem(ProfileField of) const { return editor.problems().value(of); }
        QStringList seen() const
        {
            QStringList names;
            for (const char *name :
                 {"findLimit", "processes", "workers", "product",    "rate",     "stages",    "rateStages",
                  "stepped",   "maxUsers",  "poisson", "rampUp",     "duration", "limitStep", "limitSettling",
                  "limitMost", "rampDown",  "maxRuns", "iterations", "pacing",   "delay"}) {
                if (field(name)->isVisible())
                    names.append(QLatin1String(name));
            }
            return names;
        }
    };

    static Profile users()
    {
        Profile profile;
        profile.scenarioFile = QStringLiteral("/tests/shop.ts");
        profile.processes = 2;
        profile.workers = 50;
        profile.rampUp = 10s;
        profile.duration = 5min;
        return profile;
    }
    static Profile stages()
    {
        auto profile = Profile();
        profile.scenarioFile = QStringLiteral("/tests/shop.ts");
        profile.workers = 7; // of no use here, but in the file
        profile.stages = QStringLiteral("30s:10, 1m:50");
        return profile;
    }

private Q_SLOTS:
    void eachKindHasItsFields()
    {
        Bench bench;
        QCOMPARE(
            bench.seen().join(QLatin1Char(' ')),
            QStringLiteral("processes workers product rampUp duration rampDown maxRuns iterations pacing "
                           "delay"));
        bench.choose(Stages);
        QCOMPARE(bench.seen().join(QLatin1Char(' ')),
                 QStringLiteral("processes stages stepped maxRuns iterations pacing delay"));
        bench.choose(Rate);
        QCOMPARE(bench.seen().join(QLatin1Char(' ')),
                 QStringLiteral("processes rate maxUsers poisson duration iterations"));
        bench.choose(RateStages);
        QCOMPARE(bench.seen().join(QLatin1Char(' ')),
                 QStringLiteral("processes rateStages stepped maxUsers poisson iterations"));
        bench.choose(UsersLimit);
        QCOMPARE(
            bench.seen().join(QLatin1Char(' ')),
            QStringLiteral("findLimit processes workers product duration limitStep limitSettling limitMost "
                           "pacing delay"));
        bench.choose(RateLimit);
        QCOMPARE(bench.seen().join(QLatin1Char(' ')),
                 QStringLiteral("findLimit processes rate maxUsers poisson duration limitStep limitSettling "
                                "limitMost"));
    }

    void showingChangesNothing_data()
    {
        QTest::addColumn<QString>("stages");
        QTest::addColumn<QString>("rate");
        QTest::addColumn<int>("kind");
        QTest::newRow("users") << QString() << QString() << int(Users);
        QTest::newRow("stages") << QStringLiteral("30s:10 ,1m:50") << QString() << int(Stages);
        QTest::newRow("no stages") << QStringLiteral("30s 10") << QString() << int(Stages);
        QTest::newRow("rate") << QString() << QStringLiteral(" 600/m") << int(Rate);
        QTest::newRow("limit of users") << QString() << QString() << int(UsersLimit);
        QTest::newRow("limit of a rate") << QString() << QStringLiteral("600/m") << int(RateLimit);
        QTest::newRow("no rate") << QString() << QStringLiteral("fast") << int(Rate);
        QTest::newRow("stages of a rate") << QString() << QStringLiteral("30s:1/s, 1m:2") << int(RateStages);
        QTest::newRow("both") << QStringLiteral("30s:10") << QStringLiteral("1m:2") << int(RateStages);
    }

    void showingChangesNothing()
    {
        QFETCH(QString, stages);
        QFETCH(QString, rate);
        QFETCH(int, kind);
        auto profile = users();
        if (kind == UsersLimit || kind == RateLimit) {
            profile.findLimit = QStringLiteral("p95(latency)<1s");
            profile.limitStep = 20s;
            profile.limitSettling = 1500ms;
            profile.limitMost = 900;
        }
        profile.rampDown = 1s;
        profile.stages = stages;
        profile.rate = rate;
        profile.maxUsers = 70;
        profile.stepped = true;
        profile.poisson = true;
        profile.iterations = 1000;
        profile.pacing = 2s;
        profile.maxRuns = 3;
        Bench bench(profile);
        QCOMPARE(bench.editor.profile(), profile);
        QCOMPARE(bench.field<QComboBox>("loadKind")->currentIndex(), kind);
        bench.field<QDoubleSpinBox>("processes")->setValue(3); // reads all fields
        profile.processes = 3;
        QCOMPARE(bench.editor.profile(), profile);
    }

    void everyFieldReachesTheProfile()
    {
        Bench bench;
        bench.field<TimeSpinBox>("rampDown")->setValue(20s);
        bench.field<QDoubleSpinBox>("iterations")->setValue(5e9);
        bench.field<TimeSpinBox>("pacing")->setValue(1500ms);
        auto expected = users();
        expected.rampDown = 20s;
        expected.iterations = 5'000'000'000;
        expected.pacing = 1500ms;
        QCOMPARE(bench.editor.profile(), expected);

        bench.choose(Rate);
        bench.type("rate", QStringLiteral("600/m"));
        bench.field<QDoubleSpinBox>("maxUsers")->setValue(40);
        bench.field<QCheckBox>("poisson")->click();
        expected = Profile();
        expected.scenarioFile = users().scenarioFile;
        expected.processes = 2;
        expected.duration = 5min;
        expected.iterations = 5'000'000'000;
        expected.rate = QStringLiteral("600/m");
        expected.maxUsers = 40;
        expected.poisson = true;
        QCOMPARE(bench.editor.profile(), expected);
        QVERIFY(bench.editor.isReady());
    }

    void whatWasTypedForAnotherKindComesBack()
    {
        Bench bench;
        bench.choose(Stages);
        QVERIFY(bench.editor.isReady()); // it begins with something that can be run
        QVERIFY(bench.editor.isModified());
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("2m:100,10m:100,1m:0"));
        QCOMPARE(bench.editor.profile().workers, 1);
        bench.type("stagesText", QStringLiteral("1m:7"));
        bench.choose(RateStages);
        QVERIFY(bench.editor.isReady());
        QCOMPARE(bench.editor.profile().rate, QStringLiteral("2m:10/s,10m:10/s,1m:0/s"));
        bench.choose(Users);
        QCOMPARE(bench.editor.profile(), users());
        QVERIFY(!bench.editor.isModified());
        bench.choose(Stages);
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("1m:7"));

        bench.editor.open({}, users()); // another test
        bench.choose(Stages);
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("2m:100,10m:100,1m:0"));
    }

    void whatDoesNotBelongToTheKindIsSeenWhileItIsInTheWay()
    {
        auto profile = stages();
        profile.rampUp = 5s;
        Bench bench(profile);
        QVERIFY(bench.seen().contains(QStringLiteral("rampUp")));
        QVERIFY(!bench.problem(ProfileField::RampUp).isEmpty());
        bench.field<TimeSpinBox>("rampUp")->setValue(0ms);
        QVERIFY(bench.editor.isReady());
        bench.editor.open({}, stages());
        QVERIFY(!bench.seen().contains(QStringLiteral("rampUp")));
        QVERIFY(!bench.seen().contains(QStringLiteral("duration")));
        profile = stages();
        profile.duration = 10s; // cuts the stages
        bench.editor.open({}, profile);
        QVERIFY(bench.seen().contains(QStringLiteral("duration")));
        QVERIFY(!bench.editor.isModified());
    }

    void stagesAreEditedInTheTable()
    {
        Bench bench(stages());
        auto *table = bench.field<QTableView>("stages");
        QCOMPARE(printed(*table->model()),
                 (QStringList{QStringLiteral("30 s | 10"), QStringLiteral("1 min | 50")}));
        QVERIFY(table->model()->setData(table->model()->index(1, 1), QStringLiteral("70")));
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("30s:10,1m:70"));
        QCOMPARE(bench.editor.profile().workers, 7); // as in the file
        QCOMPARE(bench.field<QLineEdit>("stagesText")->text(), QStringLiteral("30s:10,1m:70"));
        bench.panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bench.panel)); // shortcuts need it
        table->setFocus();
        table->setCurrentIndex(table->model()->index(1, 0));
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("1m:70,30s:10"));
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("30s:10"));
        QTest::keyClick(table, Qt::Key_Insert);
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("30s:10,1m:10"));
        QCOMPARE(table->currentIndex().row(), 1);
        bench.field<QCheckBox>("stepped")->click();
        QVERIFY(bench.editor.profile().stepped);
        QCOMPARE(table->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("Users"));
    }

    void stagesArePastedAsText()
    {
        Bench bench(stages());
        bench.type("stagesText", QStringLiteral(" 10s:5, 20s:6,1h:0 "));
        QCOMPARE(bench.field<QTableView>("stages")->model()->rowCount(), 3);
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("10s:5, 20s:6,1h:0"));
        QVERIFY(bench.editor.isReady());
    }

    void whatIsNoStageIsSaid()
    {
        Bench bench(stages());
        QTest::qWait(0); // for the layout
        auto *table = bench.field<QTableView>("stages");
        const auto height = table->height();
        const auto place = bench.field("delay")->mapTo(&bench.panel, QPoint());
        QVERIFY(table->model()->setData(table->model()->index(0, 0), QStringLiteral("5x")));
        QVERIFY(bench.problem(ProfileField::Stages).contains(QStringLiteral("“5x”")));
        QCOMPARE(table->accessibleDescription(), bench.problem(ProfileField::Stages));
        for (int i = 0; i < 8; ++i)
            bench.field<QTableView>("stages")
                ->parentWidget()
                ->findChild<QToolButton *>(QStringLiteral("addStage"))
                ->click();
        QTest::qWait(0);
        QCOMPARE(table->height(), height);
        QCOMPARE(bench.field("delay")->mapTo(&bench.panel, QPoint()), place); // nothing moves
        bench.type("stagesText", {});
        QVERIFY(!bench.editor.isReady());
        bench.choose(Users);
        QVERIFY(bench.editor.isReady());
    }

    void aRateThatIsMissingIsSaid()
    {
        Bench bench;
        bench.choose(Rate);
        const auto caption = bench.field<LoadPreview>("loadPreview")->caption();
        const auto curve = bench.field<LoadPreview>("loadPreview")->curve();
        bench.type("rate", {});
        QVERIFY(!bench.editor.isReady());
        QVERIFY(bench.problem(ProfileField::Rate).contains(QStringLiteral("100/s")));
        QCOMPARE(bench.field<QComboBox>("loadKind")->currentIndex(), int(Rate));
        QCOMPARE(bench.field<LoadPreview>("loadPreview")->curve(), curve); // stays
        QVERIFY(bench.field<LoadPreview>("loadPreview")->caption() != caption);
        bench.type("rate", QStringLiteral("10/s"));
        QCOMPARE(bench.field<LoadPreview>("loadPreview")->caption(), caption);
    }

    void whatIsTypedForAKindThatIsNotChosenIsNoProblem()
    {
        Bench bench;
        auto *rampUp = bench.field<TimeSpinBox>("rampUp");
        rampUp->selectAll();
        QTest::keyClicks(rampUp, QStringLiteral("5x"));
        QTest::keyClick(rampUp, Qt::Key_Return);
        QVERIFY(!bench.editor.isReady());
        bench.choose(Rate);
        QVERIFY(bench.editor.isReady());
        bench.choose(Users);
        QVERIFY(!bench.editor.isReady());
    }

    void thePreviewFollows()
    {
        Bench bench;
        const auto *preview = bench.field<LoadPreview>("loadPreview");
        QCOMPARE(preview->caption(), QStringLiteral("Up to 100 users in 5 min"));
        QCOMPARE(preview->accessibleDescription(),
                 QStringLiteral("From 0 to 100 users in 10 s, 100 users for 4 min 50 s"));
        bench.field<QDoubleSpinBox>("workers")->setValue(10);
        QCOMPARE(preview->caption(), QStringLiteral("Up to 20 users in 5 min"));
        bench.field<TimeSpinBox>("duration")->setValue(5s);
        QCOMPARE(preview->caption(), bench.problem(ProfileField::RampUp));
        bench.field<QCheckBox>("sizing")->click();
        bench.field<TimeSpinBox>("duration")->setValue(10min);
        bench.field<TimeSpinBox>("rampUp")->setValue(0ms);
        bench.field<QDoubleSpinBox>("workers")->setValue(1);
        QCOMPARE(preview->caption(), QStringLiteral("Up to 500 users in 10 min"));
    }

    void theLimitIsLookedForFromTheLoadThatIsTyped()
    {
        Bench bench;
        bench.field<QDoubleSpinBox>("workers")->setValue(10);
        bench.choose(UsersLimit);
        QVERIFY(bench.editor.isReady());
        QCOMPARE(bench.editor.profile().findLimit, QStringLiteral("p95(latency) < 300 ms"));
        QCOMPARE(bench.editor.profile().workers, 10);
        const auto *preview = bench.field<LoadPreview>("loadPreview");
        QCOMPARE(preview->caption(), QStringLiteral("From 20 users, doubled as long as the goal holds"));
        QVERIFY(!preview->curve().isEmpty());
        bench.type("findLimit", QStringLiteral("p95(latency)"));
        QVERIFY(!bench.editor.isReady());
        QVERIFY(bench.problem(ProfileField::FindLimit).contains(QStringLiteral("column 13")));
        bench.type("findLimit", QString());
        QVERIFY(bench.problem(ProfileField::FindLimit).startsWith(QStringLiteral("Write the goal")));
        QCOMPARE(bench.field<QComboBox>("loadKind")->currentIndex(), int(UsersLimit));
        bench.type("findLimit", QStringLiteral("rate(errors) < 1 %"));
        QVERIFY(bench.editor.isReady());
        bench.choose(RateLimit);
        QVERIFY(bench.editor.isReady());
        QCOMPARE(bench.editor.profile().rate, QStringLiteral("10/s"));
        QCOMPARE(preview->caption(),
                 QStringLiteral("From 10 iterations/s, doubled as long as the goal holds"));
        bench.choose(Users);
        QVERIFY(bench.editor.profile().findLimit.isEmpty());
        QVERIFY(bench.editor.profile().rate.isEmpty());
    }

    void aShapeEndsTheSearch()
    {
        Bench bench;
        bench.choose(UsersLimit);
        bench.applyShape("smoke");
        QVERIFY(bench.editor.isReady());
        QVERIFY(bench.editor.profile().findLimit.isEmpty());
        QCOMPARE(bench.field<QComboBox>("loadKind")->currentIndex(), int(Stages));
    }

    void shapesAreMadeForTheLoadOfNow()
    {
        Bench bench;
        bench.applyShape("spike");
        QCOMPARE(bench.field<QComboBox>("loadKind")->currentIndex(), int(Stages));
        QVERIFY(bench.editor.profile().stages.startsWith(QLatin1String("1m:100,2m:100,10s:500,")));
        QVERIFY(bench.editor.isReady());
        bench.applyShape("smoke"); // not for the 500 of the spike
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("1m:5"));
        QVERIFY(bench.field<QCheckBox>("stepped")->isChecked());
        bench.applyShape("load");
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("2m:100,10m:100,1m:0"));
        QVERIFY(!bench.editor.profile().stepped);
        bench.type("stagesText", QStringLiteral("1m:30"));
        bench.applyShape("load");
        QCOMPARE(bench.editor.profile().stages, QStringLiteral("2m:30,10m:30,1m:0"));
        bench.choose(Rate);
        bench.type("rate", QStringLiteral("6000/m"));
        bench.applyShape("breakpoint");
        QCOMPARE(bench.field<QComboBox>("loadKind")->currentIndex(), int(RateStages));
        QCOMPARE(bench.editor.profile().rate, QStringLiteral("30m:1000/s"));
        bench.type("rateStagesText", {});
        bench.applyShape("load");
        QCOMPARE(bench.editor.profile().rate, QStringLiteral("2m:10/s,10m:10/s,1m:0/s"));
        bench.choose(Users);
        QCOMPARE(bench.editor.profile(), users());
    }

    void whileARunUsesThemNothingCanBeChanged()
    {
        Bench bench(stages());
        bench.editor.setLocked(true);
        for (const char *name : {"loadKind", "loadShapes", "stepped", "poisson", "addStage", "removeStage"})
            QVERIFY2(!bench.field(name)->isEnabled(), name);
        QVERIFY(bench.field<QLineEdit>("stagesText")->isReadOnly());
        auto *model = bench.field<QTableView>("stages")->model();
        QVERIFY(!model->setData(model->index(0, 0), QStringLiteral("5 s")));
        bench.editor.setLocked(false);
        QVERIFY(bench.field("loadKind")->isEnabled());
        QVERIFY(model->setData(model->index(0, 0), QStringLiteral("5 s")));
    }
};

QTEST_MAIN(TestLoadSection)
#include "tst_loadsection.moc"
