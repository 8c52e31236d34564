// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <memory>

namespace Molotov::Cli {

/// The keys that are pressed in the terminal of this program, one by one and without being shown.
///
/// Only while the program is in the foreground of its terminal: what is typed for another program is never
/// read. The terminal is as it was before when this is gone, and also when a signal ends or suspends the
/// program. Only one may exist at a time.
class KeyInput : public QObject
{
    Q_OBJECT

public:
    explicit KeyInput(QObject *parent = nullptr);
    ~KeyInput() override;

    /// The standard input is a terminal.
    static bool isAvailable();
    /// For who ends the program without any destructor; also from within a signal handler.
    static void restoreTerminal();

Q_SIGNALS:
    void pressed(char key);

private:
    void watch();
    void read();

    class Watcher;
    std::unique_ptr<Watcher> m_watcher;
};

} // namespace Molotov::Cli
