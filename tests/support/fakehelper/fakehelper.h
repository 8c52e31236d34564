// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadcourse.h"
#include "core/model/protocol/framereader.h"
#include "core/model/protocol/messages.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace Molotov {

/// A helper that runs no script: it reports an iteration and an exchange every 20 ms, and misbehaves as told.
///
/// Its script is a list of STAGE=BEHAVIOUR[@INDEX] words; with an index only the helper of that share does
/// it.
///   start=  hang | exit | version | text | oversize
///   load=   hang | exit | crash | fail | empty | other
///   has=    setup | teardown (globalSetup, globalTeardown) | listener; of all helpers
///   globalsetup= hang | exit | fail
///   globalteardown= hang | exit
///   run=    hang | exit | crash | half | setupfail | fail | badlatency | badscenario | badworker | badsample
///   | late | linger | idle | idleonce (until the load changes)
///   stop=   slow (only heeds StopRun{now}) | deaf
class FakeHelper : public QObject
{
    Q_OBJECT

public:
    FakeHelper(int output, const QString &script);

    void start();
    void receive(const QByteArray &bytes);

private:
    bool does(const QString &what) const;

    void handle(const Protocol::Hello &hello);
    void handle(const Protocol::LoadScenario &scenario);
    void handle(const Protocol::RunGlobalSetup &);
    void handle(const Protocol::StartRun &start);
    void handle(const Protocol::CurrentWorkers &current);
    void handle(const Protocol::StopRun &stop);
    void handle(const Protocol::ChangeLoad &change);
    void handle(const Protocol::RunGlobalTeardown &);
    void breakRun(Protocol::RunBroken::Why why, const QString &message);
    void print(const QString &text);
    void send(const Protocol::FromHelper &message);
    void sendRaw(const QByteArray &bytes);
    void misbehave();
    void sayIfIdle();
    void report();
    void finish();

    const int m_output;
    const QStringList m_script;
    Protocol::FrameReader m_reader;
    Protocol::LoadScenario m_load;
    QElapsedTimer m_clock;
    QTimer m_reports;
    int m_iterations = 0;
    LoadCourse m_course;
    int m_changes = 0;
    bool m_keeps = false;
    bool m_isTearingDown = false; // globally
};

} // namespace Molotov
