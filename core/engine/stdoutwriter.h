// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/framesink.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace Molotov {

/// Writes frames from a thread of its own, so that a controller that is slow to read does not hold up the
/// load.
class StdoutWriter : public FrameSink
{
public:
    /// `broken` is called on the writer's thread when nobody reads any more.
    StdoutWriter(int descriptor, std::function<void()> broken);
    /// Waits until all is written.
    ~StdoutWriter() override;

    void write(const QByteArray &frame) override;
    qint64 pending() const override;

private:
    void run();

    const int m_descriptor;
    const std::function<void()> m_broken;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QByteArray> m_frames; // guarded, as is what follows
    qint64 m_pending = 0;
    bool m_isEnding = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace Molotov
