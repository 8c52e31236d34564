// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/process/childprocess.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTimer>

#include <chrono>

namespace Molotov {

/// One call of another program, which has no input: starts it, reads what it writes, ends it when it takes
/// too long, and answers once.
class ProcessCall : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxOutput = 64'000'000; ///< more of it is a problem

    struct Command
    {
        QString name; ///< of the program, for people
        QString program;
        QStringList arguments;
        QString folder; ///< where it works; it must exist
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        std::chrono::milliseconds timeLimit{0};
        std::chrono::milliseconds timeToEnd{0}; ///< as ChildProcess::setTimeToEnd(), also when it is too late
        qint64 memory = 0; ///< bytes that it may take; 0 = no limit
        bool hasOutput = true; ///< else its standard output is thrown away
        qsizetype maxErrors = 1'000'000; ///< bytes of its standard error that are kept
        bool keepsLastErrors = false; ///< of more than that, the last ones rather than the first
    };

    struct Answer
    {
        enum class End { Exited, Crashed, NotStarted, TooLate, TooMuch };

        End end = End::Exited;
        int exitCode = 0; ///< only if it exited
        QByteArray output;
        QByteArray errors; ///< what it wrote to its standard error
        QString problem; ///< what was wrong, in words and without a full stop; empty if it exited
    };

    explicit ProcessCall(QObject *parent = nullptr);

    /// Only once. Emits nothing itself.
    void start(const Command &command);

Q_SIGNALS:
    /// What it has written to its standard error so far.
    void errorsWritten(const QByteArray &errors);
    /// The process does not run any more.
    void answered(const Molotov::ProcessCall::Answer &answer);

private:
    void readOutput();
    void readErrors();
    void onStartFailed();
    void onFinished(int exitCode, QProcess::ExitStatus status);
    void onTimeout();
    Answer::End judge(QProcess::ExitStatus status) const;
    QString problemOf(Answer::End end, int exitCode) const;

    Command m_command;
    ChildProcess m_process;
    QTimer m_limit;
    bool m_isLate = false;
    QByteArray m_output;
    QByteArray m_errors;
};

} // namespace Molotov
