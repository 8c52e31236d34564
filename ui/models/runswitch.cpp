// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/runswitch.h"

#include "core/control/run/runservice.h"
#include "core/control/target/targetcheck.h"
#include "ui/models/dialogs.h"
#include "ui/models/profileeditor.h"

namespace Molotov {

RunSwitch::RunSwitch(RunService *service, ProfileEditor *editor, Dialogs *dialogs, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_editor(editor)
    , m_dialogs(dialogs)
{
    using namespace std::chrono_literals;
    m_patience.setSingleShot(true);
    m_patience.setInterval(5s);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_underWay = false;
        goOn();
    });
    connect(m_service, &RunService::stateChanged, this, &RunSwitch::setState);
    connect(m_service, &RunService::runEnded, this, &RunSwitch::finish);
    connect(m_service, &RunService::targetChecked, this, &RunSwitch::onTargetChecked);
}

void RunSwitch::start()
{
    if (!m_editor->isReady())
        return;
    const auto profile = m_editor->runnable();
    m_isChecking = TargetCheck::isNeeded(profile);
    setUnderWay(true);
    if (m_isChecking)
        m_service->checkTarget(profile);
    else
        begin();
}

void RunSwitch::begin()
{
    Q_EMIT aboutToStart(m_editor->runnable());
    m_service->startRun(m_editor->runnable());
}

void RunSwitch::onTargetChecked(const TargetReport &report)
{
    if (!m_isChecking)
        return; // it was stopped meanwhile
    if (report.isAllowed && report.problem.isEmpty()) {
        m_isChecking = false;
        Q_EMIT changed();
        begin();
        return;
    }
    dropCheck();
    if (!report.isAllowed)
        m_dialogs->askToLoad(report.host, [this, host = report.host] { allow(host); });
    else
        m_dialogs->askToStartAnyway(report.problem, [this] { startUnchecked(); });
}

void RunSwitch::startUnchecked()
{
    if (!m_editor->isReady())
        return;
    setUnderWay(true);
    begin();
}

void RunSwitch::allow(const QString &host)
{
    auto profile = m_editor->profile();
    profile.allowedHosts.append(host);
    m_editor->edit(profile);
    start();
}

// Whether there was one.
bool RunSwitch::dropCheck()
{
    if (!std::exchange(m_isChecking, false))
        return false;
    setUnderWay(false);
    return true;
}

void RunSwitch::setUnderWay(bool isUnderWay)
{
    m_underWay = isUnderWay;
    m_stopping = false;
    m_editor->setLocked(isUnderWay);
    Q_EMIT changed();
}

void RunSwitch::stop()
{
    if (!canStop() || dropCheck())
        return;
    m_stopping = true;
    Q_EMIT changed();
    m_service->stopRun();
}

void RunSwitch::stopNow()
{
    if (!m_underWay || dropCheck())
        return;
    m_stopping = true;
    Q_EMIT changed();
    m_service->stopRunNow();
}

void RunSwitch::askToEnd(const std::function<void()> &next)
{
    dropCheck();
    if (m_underWay)
        m_dialogs->askToStopAndClose(next);
    else
        next();
}

void RunSwitch::endThen(const std::function<void()> &next)
{
    dropCheck();
    if (!m_underWay) {
        next();
        return;
    }
    m_next = next;
    m_patience.start();
    stopNow();
}

void RunSwitch::stopThen(const std::function<void()> &next)
{
    dropCheck();
    if (!m_underWay || m_next) {
        endThen(next);
        return;
    }
    m_next = next;
    stop();
}

void RunSwitch::setState(RunState state)
{
    const bool stopping = m_stopping || state == RunState::Stopping;
    if (m_stopping == stopping)
        return;
    m_stopping = stopping;
    Q_EMIT changed();
}

void RunSwitch::finish()
{
    setUnderWay(false);
    goOn();
}

void RunSwitch::goOn()
{
    m_patience.stop();
    if (const auto next = std::exchange(m_next, nullptr))
        next();
}

} // namespace Molotov
