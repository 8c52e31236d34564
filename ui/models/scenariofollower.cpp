// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/scenariofollower.h"

#include "core/control/run/runservice.h"
#include "ui/models/profileeditor.h"

#include <QFileInfo>

namespace Molotov {

ScenarioFollower::ScenarioFollower(RunService *service, ProfileEditor *editor, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_editor(editor)
{
    using std::chrono::milliseconds;
    m_soon.setSingleShot(true);
    m_soon.setInterval(milliseconds(200));
    connect(&m_soon, &QTimer::timeout, this, &ScenarioFollower::inspectNow);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &ScenarioFollower::inspectSoon);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &ScenarioFollower::inspectSoon);
    connect(m_service, &RunService::inspected, this, &ScenarioFollower::accept);
    connect(m_service, &RunService::scenariosLoaded, this,
            [this](const QList<Protocol::ScenarioInfo> &scenarios) {
                if (m_profile.singleMode.isEmpty()) // else the others are missing
                    m_scenarios.setScenarios(scenarios);
            });
    connect(m_editor, &ProfileEditor::opened, this, &ScenarioFollower::forget);
    connect(m_editor, &ProfileEditor::profileChanged, this, &ScenarioFollower::follow);
    connect(m_editor, &ProfileEditor::lockedChanged, this, [this] {
        if (m_due)
            inspectSoon();
    });
}

void ScenarioFollower::retry()
{
    if (m_failed)
        inspectSoon();
}

void ScenarioFollower::inspectSoon()
{
    if (!m_profile.scenarioFile.isEmpty())
        m_soon.start();
}

void ScenarioFollower::follow(const Profile &profile)
{
    const bool otherFile = m_profile.scenarioFile != profile.scenarioFile;
    const bool otherInput = otherFile || m_profile.environment != profile.environment
                            || m_profile.extensions != profile.extensions;
    m_profile = profile;
    if (otherFile) {
        m_scenarios.setScenarios({});
        m_failed = false;
        m_editor->setExtraProblem(ProfileField::ScenarioFile, {});
    }
    checkSingleMode();
    if (!otherInput)
        return;
    watch();
    if (profile.scenarioFile.isEmpty())
        setBusy(false);
    else
        m_soon.start();
}

void ScenarioFollower::forget()
{
    m_soon.stop();
    m_profile = Profile();
    m_failed = m_due = false;
    m_scenarios.setScenarios({});
    watch();
    setBusy(false);
}

void ScenarioFollower::inspectNow()
{
    m_due = m_editor->isLocked();
    if (m_due)
        return;
    watch(); // an editor that saves by renaming takes the watched file away
    setBusy(true);
    auto profile = m_profile;
    profile.singleMode.clear(); // to know of the others, too
    m_service->inspect(profile);
}

void ScenarioFollower::accept(const Inspection &inspection)
{
    if (inspection.scenarioFile != m_profile.scenarioFile)
        return; // of a file that was left in the meantime
    setBusy(false);
    m_failed = inspection.error.has_value();
    m_scenarios.setScenarios(inspection.scenarios);
    m_editor->setExtraProblem(ProfileField::ScenarioFile,
                              inspection.error ? inspection.error->text : QString());
    checkSingleMode();
}

void ScenarioFollower::checkSingleMode()
{
    QStringList names;
    for (int row = 0; row < m_scenarios.rowCount(); ++row)
        names.append(m_scenarios.index(row, int(ScenarioListModel::Column::Name)).data().toString());
    const auto &name = m_profile.singleMode;
    const bool isThere = name.isEmpty() || names.isEmpty() || names.contains(name);
    m_editor->setExtraProblem(
        ProfileField::SingleMode,
        isThere
            ? QString()
            : tr("There is no scenario “%1”; the file has: %2.").arg(name, names.join(QStringLiteral(", "))));
}

void ScenarioFollower::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

void ScenarioFollower::watch()
{
    QStringList wanted;
    if (!m_profile.scenarioFile.isEmpty()) {
        const auto folder = QFileInfo(m_profile.scenarioFile).absolutePath();
        for (const auto &path : QStringList{m_profile.scenarioFile, folder} + m_profile.extensions) {
            if (QFileInfo::exists(path))
                wanted.append(path);
        }
    }
    const auto watched = m_watcher.files() + m_watcher.directories();
    for (const auto &path : watched) {
        if (!wanted.contains(path))
            m_watcher.removePath(path);
        else
            wanted.removeOne(path);
    }
    if (!wanted.isEmpty())
        m_watcher.addPaths(wanted);
}

} // namespace Molotov
