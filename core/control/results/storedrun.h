// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runrecord.h"
#include "core/control/run/runsource.h"

namespace Molotov {

/// A kept run as a source: says at once what a live run says as it goes.
class StoredRun : public RunSource
{
    Q_OBJECT

public:
    explicit StoredRun(RunRecord record, QObject *parent = nullptr)
        : RunSource(parent)
        , m_record(std::move(record))
    {
    }

    const RunRecord &record() const { return m_record; }
    /// Has it all said when control returns to the event loop.
    void play();

private:
    void tellAll();

    const RunRecord m_record;
};

} // namespace Molotov
