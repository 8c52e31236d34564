// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/stdoutwriter.h"

#include "core/engine/standardstreams.h"

namespace Molotov {

StdoutWriter::StdoutWriter(int descriptor, std::function<void()> broken)
    : m_descriptor(descriptor)
    , m_broken(std::move(broken))
    , m_thread([this] { run(); })
{
}

StdoutWriter::~StdoutWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

void StdoutWriter::write(const QByteArray &frame)
{
    {
        const std::lock_guard lock(m_mutex);
        m_frames.push_back(frame);
        m_pending += frame.size();
    }
    m_changed.notify_one();
}

qint64 StdoutWriter::pending() const
{
    const std::lock_guard lock(m_mutex);
    return m_pending;
}

void StdoutWriter::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_isEnding || !m_frames.empty(); });
        if (m_frames.empty())
            return;
        const auto frame = std::move(m_frames.front());
        m_frames.pop_front();
        lock.unlock();
        const bool isWritten = StandardStreams::writeAll(m_descriptor, frame.constData(), frame.size());
        lock.lock();
        m_pending -= frame.size();
        if (!isWritten) {
            m_frames.clear();
            m_pending = 0;
            m_broken();
        }
    }
}

} // namespace Molotov
