// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/loadcontrol.h"

#include "tests/support/fakedialogs.h"
#include "tests/support/fakerunservice.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Molotov;
using namespace std::chrono_literals;
using Kind = LoadChange::Kind;

class TestLoadControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dialogs = std::make_unique<FakeDialogs>();
        m_service = std::make_unique<FakeRunService>();
        m_control = std::make_unique<LoadControl>(m_service.get(), m_dialogs.get(), SystemLimits());
    }

    void doesNothingWithoutARun()
    {
        QCOMPARE(m_control->controls(), RunControls());
        m_control->setLoad(5, 0s);
        m_control->togglePause();
        QVERIFY(m_service->changes.isEmpty());
    }

    void changesTheLoad()
    {
        const QSignalSpy changed(m_control.get(), &LoadControl::changed);
        start();
        QVERIFY(!changed.isEmpty());
        QVERIFY(m_control->controls().canChangeLoad);
        QCOMPARE(m_control->target(), 10.0);
        QVERIFY(m_control->isSteadyAt(10) && !m_control->isSteadyAt(9));
        m_control->setLoad(25, 3s);
        QCOMPARE(m_service->changes, {LoadChange({.kind = Kind::Target, .load = 25, .time = 3s})});
        QCOMPARE(m_control->target(), 10.0); // until the run says so
        answer();
        QCOMPARE(m_control->target(), 25.0);
        QVERIFY(m_control->isSteadyAt(25) && !m_control->isSteadyAt(10));
    }

    void pausesAndResumes()
    {
        start();
        m_control->togglePause();
        QCOMPARE(m_service->changes.last().kind, Kind::Pause);
        answer();
        QVERIFY(m_control->isPaused());
        m_control->togglePause();
        QCOMPARE(m_service->changes.last().kind, Kind::Resume);
        answer();
        QVERIFY(!m_control->isPaused());
    }

    void asksForMoreTime()
    {
        start();
        m_control->extend();
        QCOMPARE(m_dialogs->asked, {QStringLiteral("more time")});
        QVERIFY(m_service->changes.isEmpty()); // cancelled
        m_dialogs->moreTime = 90s;
        m_control->extend();
        QCOMPARE(m_service->changes, {LoadChange({.kind = Kind::Extend, .load = 0, .time = 90s})});
    }

    void asksForANote()
    {
        start();
        m_control->addMarker();
        QVERIFY(m_service->notes.isEmpty());
        m_dialogs->name = QStringLiteral("cache emptied ");
        m_control->addMarker();
        QCOMPARE(m_service->notes, {QStringLiteral("cache emptied")});
    }

    void endsWithTheLoad()
    {
        start();
        Q_EMIT m_service->snapshotTaken({.elapsed = 59s});
        QVERIFY(m_control->controls().canExtend);
        const QSignalSpy changed(m_control.get(), &LoadControl::changed);
        Q_EMIT m_service->snapshotTaken({.elapsed = 60s});
        QCOMPARE(changed.size(), 1);
        QVERIFY(!m_control->controls().canExtend);
        m_service->playEnd(RunOutcome::End::Finished);
        QVERIFY(!m_control->controls().canMark);
        QVERIFY(!m_control->isRunning());
    }

    void beginsAnew()
    {
        start();
        m_control->togglePause();
        answer();
        m_service->playEnd(RunOutcome::End::Stopped);
        start();
        QVERIFY(!m_control->isPaused());
        QCOMPARE(m_control->target(), 10.0);
    }

private:
    void start()
    {
        m_service->startRun({.workers = 10, .duration = 60s});
        m_service->playStart();
    }

    // The run does what it was asked last.
    void answer()
    {
        Q_EMIT m_service->marked(
            {.at = 1s, .change = m_service->changes.last(), .loadBefore = 10, .note = {}});
    }

    std::unique_ptr<FakeDialogs> m_dialogs;
    std::unique_ptr<FakeRunService> m_service;
    std::unique_ptr<LoadControl> m_control;
};

QTEST_GUILESS_MAIN(TestLoadControl)
#include "tst_loadcontrol.moc"
