// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/scenariofollower.h"

#include "core/control/run/runservice.h"
#include "ui/models/inbackground.h"
#include "ui/models/profileeditor.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Molotov {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds Soon{200};
constexpr milliseconds DiskLimit{3000}; // a disk that takes longer counts as gone
constexpr milliseconds FirstPause{1000};
constexpr milliseconds LongestPause{60'000};
constexpr qsizetype MaxImported = 200; // files that are watched; systems limit how many that may be

} // namespace

ScenarioFollower::ScenarioFollower(RunService *service, ProfileEditor *editor, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_editor(editor)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &ScenarioFollower::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &ScenarioFollower::lookSoon);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &ScenarioFollower::lookSoon);
    connect(m_service, &RunService::inspected, this, &ScenarioFollower::accept);
    connect(m_service, &RunService::runBegan, this, [this](const RunInfo &info) {
        if (m_profile.singleMode.isEmpty()) // else the others are missing
            m_scenarios.setScenarios(info.scenarios);
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
    if (m_profile.scenarioFile.isEmpty())
        return;
    m_isWanted = true;
    m_nextPause = FirstPause;
    m_soon.start(Soon);
}

// Not put off by each of many changes, for they may have no end.
void ScenarioFollower::lookSoon()
{
    if (!m_soon.isActive())
        m_soon.start(Soon);
}

void ScenarioFollower::follow(const Profile &profile)
{
    const bool otherFile = m_profile.scenarioFile != profile.scenarioFile;
    const bool otherInput = otherFile || m_profile.environment != profile.environment
                            || m_profile.extensions != profile.extensions;
    m_profile = profile;
    if (otherFile) {
        m_imported.clear();
        m_scenarios.setScenarios({});
        m_failed = false;
        m_editor->setExtraProblem(ProfileField::ScenarioFile, {});
    }
    checkSingleMode();
    if (!otherInput)
        return;
    if (profile.scenarioFile.isEmpty()) {
        watch({});
        setBusy(false);
    } else {
        inspectSoon();
    }
}

void ScenarioFollower::forget()
{
    m_soon.stop();
    m_profile = Profile();
    m_failed = m_due = m_isWanted = false;
    m_imported.clear();
    m_scenarios.setScenarios({});
    watch({});
    setBusy(false);
}

ScenarioFollower::Look ScenarioFollower::Look::at(const QStringList &files)
{
    Look look;
    for (const auto &file : files) {
        const QFileInfo info(file);
        if (const auto folder = info.absolutePath();
            !look.present.contains(folder) && QFileInfo::exists(folder))
            look.present.append(folder);
        if (info.exists())
            look.present.append(file);
        look.stamps.insert(file, {info.lastModified(), info.exists() ? info.size() : -1});
    }
    return look;
}

QStringList ScenarioFollower::files() const
{
    return QStringList(m_profile.scenarioFile) + m_profile.extensions + m_imported;
}

void ScenarioFollower::look()
{
    m_due = m_editor->isLocked();
    if (m_due || m_profile.scenarioFile.isEmpty())
        return;
    if (m_isWanted)
        setBusy(true);
    if (std::exchange(m_isLooking, true))
        return lookSoon();
    inBackground(
        this, DiskLimit, [files = files()] { return Look::at(files); },
        [this, files = files()](const Look &look) { onLooked(files, look); },
        [this, files = files()] { onUnanswered(files); });
}

void ScenarioFollower::onLooked(const QStringList &files, const Look &look)
{
    m_isLooking = false;
    if (files != this->files() || m_editor->isLocked())
        return lookSoon();
    watch(look.present); // an editor that saves by renaming takes the watched file away
    const bool isDue = isInspectionDue(look);
    if (isDue || !isChanged(look))
        m_stamps = look.stamps;
    if (isDue)
        inspect();
}

// A file that is new here was read by the last inspection, unless it has been written since.
bool ScenarioFollower::isChanged(const Look &look) const
{
    for (auto it = look.stamps.begin(); it != look.stamps.end(); ++it) {
        const auto known = m_stamps.constFind(it.key());
        if (known != m_stamps.constEnd() ? *known != *it
                                         : !m_imported.contains(it.key()) || it->first >= m_inspectedAt)
            return true;
    }
    return false;
}

bool ScenarioFollower::isInspectionDue(const Look &look)
{
    if (m_isWanted)
        return true;
    const bool changed = isChanged(look);
    if (!changed && !m_failed)
        return false;
    if (m_isInspecting) {
        lookSoon();
        return false;
    }
    if (changed)
        return true;
    if (!m_pause.hasExpired()) {
        m_soon.start(milliseconds(m_pause.remainingTime()) + Soon);
        return false;
    }
    m_pause.setRemainingTime(m_nextPause);
    m_nextPause = std::min(2 * m_nextPause, LongestPause);
    return true;
}

void ScenarioFollower::onUnanswered(const QStringList &files)
{
    m_isLooking = false;
    if (files != this->files())
        return lookSoon();
    m_isWanted = false;
    m_failed = true;
    setBusy(false);
    m_editor->setExtraProblem(ProfileField::ScenarioFile,
                              tr("The disk of %1 does not answer; is it on a network that is gone?")
                                  .arg(QDir::toNativeSeparators(files.first())));
}

void ScenarioFollower::inspect()
{
    m_isWanted = false;
    m_isInspecting = true;
    m_inspectedAt = QDateTime::currentDateTime();
    setBusy(true);
    auto profile = m_profile;
    profile.singleMode.clear(); // to know of the others, too
    m_service->inspect(profile);
}

void ScenarioFollower::accept(const Inspection &inspection)
{
    if (inspection.scenarioFile != m_profile.scenarioFile)
        return; // of a file that was left in the meantime
    m_isInspecting = false;
    setBusy(m_isWanted);
    m_failed = inspection.error.has_value();
    if (!inspection.files.isEmpty()) // else it is not known what is imported
        setImported(inspection.files);
    m_scenarios.setScenarios(inspection.scenarios);
    m_editor->setExtraProblem(ProfileField::ScenarioFile,
                              inspection.error ? inspection.error->text : QString());
    checkSingleMode();
}

void ScenarioFollower::setImported(QStringList files)
{
    for (const auto &file : QStringList(m_profile.scenarioFile) + m_profile.extensions)
        files.removeAll(file);
    files.resize(std::min(files.size(), MaxImported));
    if (m_imported == files)
        return;
    m_imported = files;
    lookSoon(); // to watch them
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

void ScenarioFollower::watch(QStringList wanted)
{
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
