// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace Molotov {

/// Ctrl-C, the system's polite request to end, and the end of the terminal. Only one may exist at a time.
///
/// While the event loop stands still, the second of them ends the program at once.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

    /// Is called in the signal handler just before it ends the program at once; may do what a handler may.
    static void setLastAction(void (*action)());

Q_SIGNALS:
    /// Each time, on this object's thread.
    void interrupted();

private:
    QElapsedTimer m_sinceLast; // not valid before the first
};

} // namespace Molotov
