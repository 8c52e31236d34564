// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/outputqueue.h"
#include "core/model/result.h"

#include <functional>

class QThread;

namespace Molotov {

/// Tells somebody outside of a run while it goes on. Is used on the thread of the outputs, once it is there.
class Output
{
public:
    virtual ~Output() = default;

    /// To the thread of the outputs, before the first write().
    virtual void moveToThread(QThread *thread) { Q_UNUSED(thread) }
    /// At once, about once a second while a run goes on, and once more with its outcome, when it may take
    /// some seconds. An error does not end it: it is called again with what comes next.
    virtual Status write(const OutputNews &news) = 0;
    /// After the last write(): true if all is delivered or given up. Otherwise `done` is called once it is,
    /// after some seconds at most.
    virtual bool finish(const std::function<void()> &done)
    {
        Q_UNUSED(done)
        return true;
    }
    /// What was lost, as a sentence for people, after finish(); empty if all was delivered.
    virtual QString losses() const = 0;
};

} // namespace Molotov
