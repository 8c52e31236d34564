// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"

#include <QCoreApplication>
#include <QStringList>

namespace Molotov {

/// What went wrong in a run, whatever its goals say. Neither part counts what was aborted.
struct ReportFailures
{
    qint64 withoutResponse = 0; ///< requests
    qint64 serverErrors = 0; ///< responses with a status of 500 to 599
    qint64 clientErrors = 0; ///< responses with a status of 400 to 499: a scenario may mean to get them
    qint64 requests = 0; ///< in all
    qint64 failedIterations = 0;
    qint64 iterations = 0; ///< in all

    explicit ReportFailures(const Snapshot &measured);

    qint64 failedRequests() const { return withoutResponse + serverErrors; }
};

/// What a reader of a report should know first.
class ReportVerdict
{
    Q_DECLARE_TR_FUNCTIONS(ReportVerdict)

public:
    enum class Tone { Good, Doubtful, Bad, None };

    Tone tone = Tone::None;
    QString title; ///< "Passed"
    QStringList reasons; ///< sentences
    QStringList notes; ///< sentences: what makes the figures doubtful, and the like

    explicit ReportVerdict(const RunOutcome &outcome);

    /// Of so many failures: None where there is nothing that could have failed.
    static Tone toneOf(qint64 failed, qint64 all);

private:
    void judge(const RunOutcome &outcome);
    void judgeByGoals(const RunOutcome &outcome);
    void judgeByFailures(const Snapshot &measured);
    void set(Tone newTone, const QString &newTitle);
};

} // namespace Molotov
