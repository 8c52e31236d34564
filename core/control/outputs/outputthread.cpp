// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/outputthread.h"

#include <chrono>
#include <iterator>
#include <utility>

namespace Molotov {

OutputRun::OutputRun(Outputs outputs, std::shared_ptr<OutputQueue> queue, QObject *parent)
    : QObject(parent)
    , m_queue(std::move(queue))
{
    for (auto &output : outputs)
        m_entries.push_back({.output = std::move(output)});
    m_timer.setInterval(std::chrono::seconds(1));
    connect(&m_timer, &QTimer::timeout, this, &OutputRun::write);
}

void OutputRun::begin()
{
    m_timer.start();
    write();
}

void OutputRun::write()
{
    const auto news = m_queue->take();
    for (auto &entry : m_entries) {
        const auto status = entry.output->write(news);
        if (!status && !std::exchange(entry.hasFailed, true))
            Q_EMIT complained(status.error().text);
    }
}

void OutputRun::end()
{
    m_timer.stop();
    write();
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        const auto next = std::next(entry);
        // An output must not be deleted while it is at work.
        const auto retireLater = [this, entry] {
            QMetaObject::invokeMethod(
                this, [this, entry] { retire(entry); }, Qt::QueuedConnection);
        };
        if (entry->output->finish(retireLater))
            retire(entry);
        entry = next;
    }
}

void OutputRun::retire(std::list<Entry>::iterator entry)
{
    if (const auto losses = entry->output->losses(); !losses.isEmpty())
        Q_EMIT complained(losses);
    m_entries.erase(entry);
    if (m_entries.empty())
        Q_EMIT ended();
}

void OutputThread::begin(Outputs outputs, const std::shared_ptr<OutputQueue> &queue)
{
    m_run = new OutputRun(std::move(outputs), queue, this);
    connect(m_run, &OutputRun::complained, this, &OutputThread::complained);
    connect(m_run, &OutputRun::ended, this, &OutputThread::ended);
    connect(m_run, &OutputRun::ended, m_run, &QObject::deleteLater);
    m_run->begin();
}

void OutputThread::end()
{
    std::exchange(m_run, nullptr)->end();
}

} // namespace Molotov
