// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace Molotov {

class Dialogs;
class ProfileEditor;
class RunService;
struct TargetReport;

/// Starts and stops the run of the profile that is edited, which is locked meanwhile.
class RunSwitch : public QObject
{
    Q_OBJECT

public:
    /// None of the three is owned; all live longer.
    RunSwitch(RunService *service, ProfileEditor *editor, Dialogs *dialogs, QObject *parent = nullptr);

    /// From start() until the service says how the run ended, or a question about its target comes up.
    bool isUnderWay() const { return m_underWay; }
    /// Whether its target is looked at; nothing has been started yet.
    bool isChecking() const { return m_isChecking; }
    bool canStop() const { return m_underWay && !m_stopping; }

    /// Looks at the target first, where it is known, and asks what there is to ask.
    void start();
    void stop();
    void stopNow();

    /// Calls `next` when a run that is under way may be ended: at once, or when the person has agreed. Ends
    /// nothing but a look at a target.
    void askToEnd(const std::function<void()> &next);
    /// Calls `next` when no load is sent any more: at once, or when the run has been ended. A run that does
    /// not end is left to the service's destructor.
    void endThen(const std::function<void()> &next);
    /// The same, but iterations and teardowns come to their end first; when it is called again meanwhile,
    /// they are cut off.
    void stopThen(const std::function<void()> &next);

Q_SIGNALS:
    /// Just before the service is asked to run it.
    void aboutToStart(const Molotov::Profile &profile);
    void changed();

private:
    void begin();
    void onTargetChecked(const TargetReport &report);
    void startUnchecked();
    void allow(const QString &host);
    bool dropCheck();
    void setUnderWay(bool isUnderWay);
    void setState(RunState state);
    void finish();
    void goOn();

    RunService *m_service;
    ProfileEditor *m_editor;
    Dialogs *m_dialogs;
    QTimer m_patience;
    std::function<void()> m_next; // waits for the end of the run
    bool m_underWay = false;
    bool m_isChecking = false;
    bool m_stopping = false;
};

} // namespace Molotov
