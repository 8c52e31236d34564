// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QThread>

namespace Molotov::Demo {

/// Reads stdin to its end, then finished() is emitted: whoever started this program is gone.
///
/// A thread, because the pipes of Windows cannot be waited for in an event loop. It cannot be ended early.
class StdinWatch : public QThread
{
    Q_OBJECT

public:
    using QThread::QThread;
    ~StdinWatch() override;

protected:
    void run() override;
};

} // namespace Molotov::Demo
