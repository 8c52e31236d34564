// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultrecorder.h"

#include "core/control/results/resultthread.h"

namespace Molotov {

ResultRecorder::ResultRecorder(Place place, QObject *parent)
    : QObject(parent)
    , m_place(std::move(place))
    , m_worker(new ResultThread)
    , m_queue(std::make_shared<ResultQueue>())
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &ResultThread::began, this, &ResultRecorder::began);
    connect(m_worker, &ResultThread::failed, this, &ResultRecorder::failed);
    connect(m_worker, &ResultThread::ended, this, &ResultRecorder::ended);
    m_thread.setObjectName(QStringLiteral("result"));
    m_thread.start();
}

ResultRecorder::~ResultRecorder()
{
    m_thread.quit();
    m_thread.wait();
}

void ResultRecorder::runBegan(const RunInfo &info)
{
    m_isRunning = true;
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, place = m_place, info, queue = m_queue] {
        worker->begin(place(info), info, queue);
    });
}

void ResultRecorder::secondsClosed(const QList<RunSecond> &seconds)
{
    m_queue->add(seconds);
}

void ResultRecorder::snapshotTaken(const Snapshot &snapshot)
{
    m_queue->setTotals(snapshot);
}

void ResultRecorder::workersChanged(int helper, const QList<Protocol::WorkerStatus> &changed)
{
    m_queue->add(helper, changed);
}

void ResultRecorder::sampled(const RunSample &sample)
{
    m_queue->add(sample);
}

void ResultRecorder::marked(const RunMarker &marker)
{
    m_queue->add(marker);
}

void ResultRecorder::logged(const LogLine &line)
{
    m_queue->add(line); // what comes before the run, such as warnings of its scenario, belongs to it
}

void ResultRecorder::runEnded(const RunOutcome &outcome)
{
    // Another run may begin before all of this one is written.
    const auto queue = std::exchange(m_queue, std::make_shared<ResultQueue>());
    if (!std::exchange(m_isRunning, false))
        return;
    ResultNews last;
    last.outcome = outcome;
    queue->add(last);
    QMetaObject::invokeMethod(m_worker, &ResultThread::end);
}

} // namespace Molotov
