// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/threadedrunservice.h"

#include "core/control/run/runcontroller.h"
#include "core/control/run/scenarioinspector.h"
#include "core/control/target/targetcheck.h"

namespace Molotov {

ThreadedRunService::ThreadedRunService(Programs programs, QObject *parent)
    : ThreadedRunService(programs, RunSettings(), parent)
{
}

ThreadedRunService::ThreadedRunService(const Programs &programs, const RunSettings &settings, QObject *parent)
    : RunService(parent)
    , m_controller(new RunController(programs, settings))
    , m_inspector(new ScenarioInspector(programs, settings))
    , m_targetCheck(new TargetCheck)
{
    for (QObject *object : {static_cast<QObject *>(m_controller), static_cast<QObject *>(m_inspector),
                            static_cast<QObject *>(m_targetCheck)}) {
        object->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, object, &QObject::deleteLater);
    }
    m_controller->addSink(&m_feed);
    m_controller->addSink(&m_outputs);
    connect(&m_outputs, &LiveOutputs::complained, this, [this](const QString &text) {
        Q_EMIT logged({.level = Protocol::LogLevel::Warning, .text = text});
    });
    connect(m_inspector, &ScenarioInspector::inspected, this,
            [this](const Inspection &inspection, quint64 ticket) {
                // An older answer may be on its way when a newer question is asked.
                if (ticket == m_lastTicket)
                    Q_EMIT inspected(inspection);
            });
    connect(m_targetCheck, &TargetCheck::checked, this, [this](const TargetReport &report, quint64 ticket) {
        if (ticket == m_lastTargetTicket)
            Q_EMIT targetChecked(report);
    });
    m_thread.setObjectName(QStringLiteral("run"));
    m_thread.start();
}

ThreadedRunService::~ThreadedRunService()
{
    // Deleting the controller ends the helpers at once; none of them can make this wait.
    m_thread.quit();
    m_thread.wait();
}

void ThreadedRunService::addSink(RunSink *sink)
{
    QMetaObject::invokeMethod(m_controller, [controller = m_controller, sink] { controller->addSink(sink); });
}

void ThreadedRunService::startRun(const Profile &profile)
{
    m_controller->startRun(profile);
}

void ThreadedRunService::stopRun()
{
    m_controller->stopRun();
}

void ThreadedRunService::stopRunNow()
{
    m_controller->stopRunNow();
}

void ThreadedRunService::changeLoad(const LoadChange &change)
{
    m_controller->changeLoad(change);
}

void ThreadedRunService::addMarker(const QString &note)
{
    m_controller->addMarker(note);
}

void ThreadedRunService::checkTarget(const Profile &profile)
{
    QMetaObject::invokeMethod(m_targetCheck, [check = m_targetCheck, profile, ticket = ++m_lastTargetTicket] {
        check->check(profile, ticket);
    });
}

void ThreadedRunService::inspect(const Profile &profile)
{
    QMetaObject::invokeMethod(m_inspector, [inspector = m_inspector, profile, ticket = ++m_lastTicket] {
        inspector->inspect(profile, ticket);
    });
}

} // namespace Molotov
