// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/scenariocompiler.h"
#include "core/control/programs.h"
#include "core/control/run/runsettings.h"
#include "core/control/run/runstate.h"

#include <QObject>

namespace Molotov {

class HelperProcess;

/// Finds out which scenarios a file holds, by letting a helper load it without running it.
class ScenarioInspector : public QObject
{
    Q_OBJECT

public:
    ScenarioInspector(Programs programs, const RunSettings &settings, QObject *parent = nullptr);
    ~ScenarioInspector() override;

    /// Ends with inspected(), never from within the call. One that is under way is dropped and says nothing
    /// more. `ticket` comes back with the answer.
    void inspect(const Profile &profile, quint64 ticket = 0);

Q_SIGNALS:
    void inspected(const Molotov::Inspection &inspection, quint64 ticket);

private:
    void load(const CompiledScenario &scenario);
    void answer(const QList<Protocol::ScenarioInfo> &scenarios);
    void answer(const Error &error);
    void answer(Inspection inspection);
    void drop();

    const Programs m_programs;
    const RunSettings m_settings;
    Profile m_profile;
    quint64 m_ticket = 0;
    CompiledScenario m_scenario;
    ScenarioCompiler *m_compiler = nullptr; // while compiling
    HelperProcess *m_helper = nullptr; // while it loads
};

} // namespace Molotov
