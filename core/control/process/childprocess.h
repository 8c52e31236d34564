// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>

#include <chrono>

namespace Molotov {

/// A process of another program, which ends with this object at the latest.
class ChildProcess : public QProcess
{
    Q_OBJECT

public:
    explicit ChildProcess(QObject *parent = nullptr);
    /// Ends the process if it is still there; emits nothing any more.
    ~ChildProcess() override;

    /// What it has to end by itself, and to end those that it has started, before it is killed. Without it,
    /// it is killed at once.
    void setTimeToEnd(std::chrono::milliseconds time) { m_timeToEnd = time; }
    std::chrono::milliseconds timeToEnd() const { return m_timeToEnd; }

    /// "/usr/bin/git: No such file or directory"; only after startFailed().
    QString startFailure() const;

Q_SIGNALS:
    /// The program could not be started, and finished() does not follow. Never emitted from within start(),
    /// which errorOccurred() may be.
    void startFailed();

private:
    std::chrono::milliseconds m_timeToEnd{0};
};

} // namespace Molotov
