// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultthread.h"

#include "core/control/results/resultwriter.h"

namespace Molotov {

namespace {

constexpr std::chrono::seconds Period{1};

} // namespace

ResultThread::ResultThread()
{
    m_timer.setInterval(Period);
    connect(&m_timer, &QTimer::timeout, this, &ResultThread::write);
}

ResultThread::~ResultThread()
{
    if (m_writer) // in the middle of a run: what has come is written, and the file says that it is not all
        write();
}

void ResultThread::begin(const QString &path, const RunInfo &info, const Queue &queue)
{
    m_queue = queue;
    m_path = path;
    m_info = info;
    m_hasFailed = false;
    makeFile();
    m_timer.start();
}

void ResultThread::makeFile()
{
    auto writer = ResultWriter::create(m_path, m_info);
    m_status = writer ? Status() : Status(writer.error());
    if (!writer)
        return;
    m_writer = *std::move(writer);
    Q_EMIT began(m_path);
}

void ResultThread::write()
{
    m_unwritten.add(m_queue->take());
    if (!m_writer)
        makeFile();
    if (m_writer) {
        m_status = m_writer->write(m_unwritten);
        if (m_status)
            m_unwritten = {};
    }
    if (!m_status && !std::exchange(m_hasFailed, true))
        Q_EMIT failed(m_status.error());
}

void ResultThread::end()
{
    m_timer.stop();
    write();
    if (m_status && m_writer)
        m_status = m_writer->finish();
    m_writer.reset();
    m_unwritten = {};
    Q_EMIT ended(m_path, m_status);
}

} // namespace Molotov
