// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/trialrun.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/logmodel.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace Molotov {

/// A trial of the test that is open, and what the page of trials shows of it.
class TrialModels : public QObject
{
    Q_OBJECT

public:
    /// Makes what TrialRun runs trials with; asked once, for the first trial.
    using MakeService = std::function<std::unique_ptr<RunService>()>;

    /// Without a `make`, nothing can be tried.
    explicit TrialModels(MakeService make, QObject *parent = nullptr);
    /// Ends a trial that is under way.
    ~TrialModels() override;

    bool canTry() const { return m_make && !isUnderWay(); }
    /// Only if canTry(): shows another trial from now on. With a name, only this scenario is tried.
    void start(const Profile &profile, const QString &scenario = {});
    void stop();
    /// Stops, and forgets what is shown.
    void clear();

    bool isUnderWay() const { return m_trial && m_trial->isUnderWay(); }
    TrialRun::State state() const { return m_isShown ? m_trial->state() : TrialRun::State::None; }
    /// As TrialRun has it.
    QString sentence() const { return m_isShown ? m_trial->sentence() : QString(); }
    /// Of the last trial, for another one like it; empty = all.
    QString scenario() const { return m_trial ? m_trial->scenario() : QString(); }

    ExchangeListModel &exchanges() { return m_exchanges; }
    /// What scripts wrote, checks and errors, in the order in which they came.
    LogModel &log() { return m_log; }

Q_SIGNALS:
    void changed();

private:
    void makeTrial();
    void addNote(const Protocol::TracedNote &note);
    void addLine(Protocol::LogLevel level, const QString &text);

    const MakeService m_make;
    ExchangeListModel m_exchanges;
    LogModel m_log;
    QTimer m_refresh;
    std::unique_ptr<RunService> m_service; // from the first trial on
    std::unique_ptr<TrialRun> m_trial; // the same
    bool m_isShown = false; // the last trial
};

} // namespace Molotov
