// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/scenarioinspector.h"

#include "core/control/run/helperprocess.h"
#include "core/control/run/loadrequest.h"
#include "core/control/run/scripterrors.h"
#include "core/control/words/runwords.h"

namespace Molotov {

ScenarioInspector::ScenarioInspector(Programs programs, const RunSettings &settings, QObject *parent)
    : QObject(parent)
    , m_programs(std::move(programs))
    , m_settings(settings)
{
}

ScenarioInspector::~ScenarioInspector() = default;

void ScenarioInspector::inspect(const Profile &profile, quint64 ticket)
{
    drop();
    m_profile = profile;
    m_profile.processes = 1;
    m_profile.workers = 1;
    m_profile.stages.clear();
    m_profile.rate.clear();
    m_profile.singleMode.clear(); // one is chosen among all that there are
    m_ticket = ticket;
    m_scenario = {};

    m_compiler = new ScenarioCompiler(m_programs.esbuild, this);
    connect(m_compiler, &ScenarioCompiler::compiled, this, &ScenarioInspector::load);
    connect(m_compiler, &ScenarioCompiler::failed, this,
            qOverload<const Error &>(&ScenarioInspector::answer));
    m_compiler->setRepository(m_profile.repository);
    m_compiler->compile(m_profile.scenarioFile, m_profile.extensions);
}

void ScenarioInspector::load(const CompiledScenario &scenario)
{
    drop();
    m_scenario = scenario;
    if (m_programs.helper.isEmpty())
        return answer(Error{RunWords::reason({.code = RunReason::Code::NoHelperProgram})});
    const auto request = LoadRequest::make(scenario, m_profile, 0);
    if (!request)
        return answer(request.error());

    m_helper = new HelperProcess(0, m_programs.helper, m_settings, this);
    connect(m_helper, &HelperProcess::ready, this,
            [this, request = *request] { m_helper->loadScenario(request); });
    connect(m_helper, &HelperProcess::scenarioLoaded, this,
            [this](const Protocol::ScenarioLoaded &loaded) { answer(loaded.scenarios); });
    connect(m_helper, &HelperProcess::loadFailed, this,
            [this](const ScriptError &error) { answer(Error{toSentence(toUserPlaces(error, m_scenario))}); });
    connect(m_helper, &HelperProcess::ended, this, [this](const auto &loss) {
        if (loss)
            answer(Error{RunWords::loss(*loss) + QLatin1Char('.')});
    });
    m_helper->start();
}

void ScenarioInspector::answer(const QList<Protocol::ScenarioInfo> &scenarios)
{
    answer(
        Inspection{.scenarioFile = m_profile.scenarioFile, .scenarios = scenarios, .error = {}, .files = {}});
}

void ScenarioInspector::answer(const Error &error)
{
    answer(Inspection{.scenarioFile = m_profile.scenarioFile, .scenarios = {}, .error = error, .files = {}});
}

void ScenarioInspector::answer(Inspection inspection)
{
    drop();
    inspection.files = m_scenario.ownFiles;
    for (const auto &extension : std::as_const(m_scenario.extensions))
        inspection.files += extension.ownFiles;
    Q_EMIT inspected(inspection, m_ticket);
}

// Lets go of what is under way; a helper stays a child until its process is gone.
void ScenarioInspector::drop()
{
    if (m_compiler)
        std::exchange(m_compiler, nullptr)->deleteLater();
    if (auto *helper = std::exchange(m_helper, nullptr)) {
        helper->disconnect(this);
        if (helper->hasEnded())
            return helper->deleteLater();
        connect(helper, &HelperProcess::ended, helper, &QObject::deleteLater);
        helper->dismiss();
    }
}

} // namespace Molotov
