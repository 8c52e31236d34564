// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/runswitch.h"

#include "core/control/run/runservice.h"
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
}

void RunSwitch::start()
{
    if (!m_editor->isReady())
        return;
    m_underWay = true;
    m_stopping = false;
    m_editor->setLocked(true);
    Q_EMIT changed();
    Q_EMIT aboutToStart(m_editor->runnable());
    m_service->startRun(m_editor->runnable());
}

void RunSwitch::stop()
{
    if (!canStop())
        return;
    m_stopping = true;
    Q_EMIT changed();
    m_service->stopRun();
}

void RunSwitch::stopNow()
{
    if (!m_underWay)
        return;
    m_stopping = true;
    Q_EMIT changed();
    m_service->stopRunNow();
}

void RunSwitch::askToEnd(const std::function<void()> &next)
{
    if (m_underWay)
        m_dialogs->askToStopAndClose(next);
    else
        next();
}

void RunSwitch::endThen(const std::function<void()> &next)
{
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
    m_underWay = false;
    m_stopping = false;
    m_editor->setLocked(false);
    Q_EMIT changed();
    goOn();
}

void RunSwitch::goOn()
{
    m_patience.stop();
    if (const auto next = std::exchange(m_next, nullptr))
        next();
}

} // namespace Molotov
