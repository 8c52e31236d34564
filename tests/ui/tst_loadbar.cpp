// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/loadbar.h"

#include "tests/support/fakedialogs.h"
#include "tests/support/fakerunservice.h"
#include "ui/fields/numberbox.h"
#include "ui/fields/timespinbox.h"
#include "ui/models/loadcontrol.h"

#include <QPushButton>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace Molotov;
using namespace std::chrono_literals;
using Kind = LoadChange::Kind;

class TestLoadBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_control = std::make_unique<LoadControl>(&m_service, &m_dialogs, SystemLimits());
        m_bar = std::make_unique<LoadBar>(m_control.get(), &m_commands);
        m_service.changes.clear();
    }

    void isThereWhileARunGoesOn()
    {
        QVERIFY(m_bar->isHidden());
        start({.workers = 10, .duration = 60s});
        QVERIFY(!m_bar->isHidden());
        QCOMPARE(load()->value(), 10.0);
        QVERIFY(load()->isEnabled());
        m_service.playEnd(RunOutcome::End::Finished);
        QVERIFY(m_bar->isHidden());
    }

    void appliesWhatIsSet()
    {
        start({.workers = 10, .duration = 60s});
        QVERIFY(!apply()->isEnabled()); // it is so already
        load()->setValue(25);
        m_bar->findChild<TimeSpinBox *>()->setValue(5s);
        QVERIFY(apply()->isEnabled());
        apply()->click();
        QCOMPARE(m_service.changes, {LoadChange({.kind = Kind::Target, .load = 25, .time = 5s})});
        Q_EMIT m_service.marked(
            {.at = 1s, .change = LoadChange{Kind::Target, 25, 0s}, .loadBefore = 10, .note = {}});
        QVERIFY(!apply()->isEnabled());
    }

    void slides()
    {
        start({.workers = 50, .duration = 60s});
        auto *slider = m_bar->findChild<QSlider *>();
        QCOMPARE(slider->value(), slider->maximum() / 2);
        slider->setValue(slider->maximum());
        QCOMPARE(load()->value(), 100.0);
        slider->setValue(slider->maximum() / 4);
        QCOMPARE(load()->value(), 25.0);
        QVERIFY(apply()->isEnabled());
        QVERIFY(m_service.changes.isEmpty());
        load()->setValue(400);
        QCOMPARE(slider->value(), slider->maximum());
        slider->setValue(slider->maximum() / 2);
        QCOMPARE(load()->value(), 200.0);
        load()->setValue(7); // between two steps
        QCOMPARE(load()->value(), 7.0);
        m_service.playEnd(RunOutcome::End::Finished);
        start({.workers = 5, .duration = 60s});
        QCOMPARE(slider->value(), slider->maximum() / 2);
    }

    void enterApplies()
    {
        m_bar->show();
        start({.workers = 10, .duration = 60s});
        m_bar->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
        m_bar->beginEditing();
        QTest::keyClicks(load(), QStringLiteral("12"));
        QTest::keyClick(load(), Qt::Key_Return);
        QCOMPARE(m_service.changes, {LoadChange({.kind = Kind::Target, .load = 12, .time = 0s})});
    }

    void leavesAloneWhatIsBeingTyped()
    {
        start({.workers = 10, .duration = 60s});
        load()->setValue(33);
        Q_EMIT m_service.snapshotTaken({.elapsed = 5s});
        Q_EMIT m_service.marked(
            {.at = 6s, .change = LoadChange{Kind::Pause, 0, 0s}, .loadBefore = 10, .note = {}});
        QCOMPARE(load()->value(), 33.0);
        Q_EMIT m_service.marked( // by somebody else
            {.at = 7s, .change = LoadChange{Kind::Target, 20, 0s}, .loadBefore = 10, .note = {}});
        QCOMPARE(load()->value(), 20.0);
    }

    void setsRates()
    {
        Profile open{.duration = 60s};
        open.rate = QStringLiteral("2.5/s");
        start(open);
        QCOMPARE(load()->value(), 2.5);
        QCOMPARE(load()->text(), QStringLiteral("2.5/s"));
    }

    void hasTheCommandsAtHand()
    {
        QStringList texts;
        const auto buttons = m_bar->findChildren<QToolButton *>();
        for (const auto *button : buttons) {
            if (button->defaultAction() != nullptr)
                texts.append(button->defaultAction()->text());
        }
        QCOMPARE(texts.size(), 3);
        m_commands.showPause(true);
        QVERIFY(m_commands.action(Command::PauseRun)->text().contains(QStringLiteral("Res")));
        m_commands.showPause(false);
    }

private:
    void start(const Profile &profile)
    {
        m_service.startRun(profile);
        m_service.playStart();
    }
    NumberBox *load() const { return m_bar->findChild<NumberBox *>(); }
    QPushButton *apply() const { return m_bar->findChild<QPushButton *>(); }

    FakeRunService m_service;
    FakeDialogs m_dialogs;
    Commands m_commands;
    std::unique_ptr<LoadControl> m_control;
    std::unique_ptr<LoadBar> m_bar;
};

QTEST_MAIN(TestLoadBar)
#include "tst_loadbar.moc"
