// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/documentflow.h"

#include "ui/models/inbackground.h"
#include "ui/models/profileeditor.h"
#include "ui/models/recentprofiles.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Molotov {

namespace {

const QLatin1String ProfileSuffix("json");

bool isProfile(const QString &path)
{
    return QFileInfo(path).suffix().toLower() == ProfileSuffix;
}

/// What a person who presses New most likely wants; the 24 hours of a profile without a duration are
/// Molotov's, and nobody's idea of a first try.
Profile freshProfile(const QString &scenarioFile)
{
    Profile profile;
    profile.scenarioFile = scenarioFile;
    profile.duration = std::chrono::minutes(1);
    return profile;
}

} // namespace

DocumentFlow::DocumentFlow(ProfileEditor *editor, RecentProfiles *recent, Dialogs *dialogs, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_recent(recent)
    , m_dialogs(dialogs)
{
}

QString DocumentFlow::folder() const
{
    if (m_place.isSaved())
        return QFileInfo(m_place.path).absolutePath();
    if (!m_editor->profile().scenarioFile.isEmpty() && !m_isBorrowed)
        return QFileInfo(m_editor->profile().scenarioFile).absolutePath();
    if (!m_recent->places().isEmpty())
        return QFileInfo(m_recent->places().first().path).absolutePath();
    return QDir::homePath();
}

bool DocumentFlow::mayReplace()
{
    if (canTakeNow())
        return true;
    m_dialogs->showError(tr("A test is running"), tr("Another one can be opened when it has ended."));
    return false;
}

void DocumentFlow::replaceThen(const Next &next)
{
    if (mayReplace())
        secureThen(next);
}

void DocumentFlow::newProfile(const QString &scenarioFile, const Next &opened)
{
    replaceThen([this, scenarioFile, opened] {
        if (openUnsaved({}, freshProfile(scenarioFile)))
            opened();
    });
}

void DocumentFlow::openProfile()
{
    m_dialogs->chooseProfile(folder(), [this](const QString &path) { take(path); });
}

void DocumentFlow::openFile(const QString &path, const QString &test, const Next &opened)
{
    replaceThen([this, path, test, opened] { load({QFileInfo(path).absoluteFilePath(), test}, opened); });
}

void DocumentFlow::openBorrowed(const QString &name, const Profile &profile, const Next &opened)
{
    replaceThen([this, name, profile, opened] {
        if (!openUnsaved(name, profile))
            return;
        m_isBorrowed = true;
        opened();
    });
}

void DocumentFlow::openCheckout(const QString &name, const Profile &profile, const Checkout &checkout)
{
    openBorrowed(name, profile, [this, checkout] { m_checkout = checkout; });
}

bool DocumentFlow::usesCheckout() const
{
    const auto files = QStringList(m_editor->profile().scenarioFile) + m_editor->profile().extensions;
    return m_checkout && std::any_of(files.begin(), files.end(), [this](const QString &file) {
               return file.startsWith(m_checkout->folder + QLatin1Char('/'));
           });
}

bool DocumentFlow::openUnsaved(const QString &name, const Profile &profile)
{
    if (!mayReplace()) // a run may have begun since a question was asked
        return false;
    m_file = ProfileFile();
    m_editor->open(name, profile);
    setPlace({});
    Q_EMIT profileOpened();
    return true;
}

void DocumentFlow::closeProfile()
{
    replaceThen([this] {
        if (!mayReplace())
            return;
        m_file = ProfileFile();
        m_editor->close();
        setPlace({});
    });
}

void DocumentFlow::chooseScenario()
{
    m_dialogs->chooseScenario(folder(), [this](const QString &path) { take(path); });
}

void DocumentFlow::chooseExtension()
{
    m_dialogs->chooseExtension(folder(), [this](const QString &path) {
        auto profile = m_editor->profile();
        if (!profile.extensions.contains(path))
            profile.extensions.append(path);
        m_editor->edit(profile);
    });
}

void DocumentFlow::take(const QString &path, const QString &test, const Next &opened)
{
    if (!isScenarioFile(path)) {
        openFile(path, test, opened);
    } else if (!m_editor->isOpen()) {
        newProfile(path, opened);
    } else if (mayReplace()) {
        auto profile = m_editor->profile();
        profile.scenarioFile = path;
        m_editor->edit(profile);
        opened();
    }
}

bool DocumentFlow::isScenarioFile(const QString &path)
{
    static const QStringList suffixes{QStringLiteral("js"),  QStringLiteral("mjs"), QStringLiteral("ts"),
                                      QStringLiteral("mts"), QStringLiteral("jsx"), QStringLiteral("tsx")};
    return suffixes.contains(QFileInfo(path).suffix().toLower());
}

bool DocumentFlow::canTake(const QString &path)
{
    return isScenarioFile(path) || isProfile(path);
}

bool DocumentFlow::canTakeNow() const
{
    return !m_editor->isLocked();
}

void DocumentFlow::secureThen(const Next &next)
{
    whenFree([this, next] {
        if (!m_editor->isModified()) {
            next();
            return;
        }
        m_dialogs->askAboutUnsaved(m_editor->name(), [this, next](Dialogs::Unsaved answer) {
            if (answer == Dialogs::Unsaved::Save)
                save(next);
            else
                next();
        });
    });
}

void DocumentFlow::save(const Next &next)
{
    if (!m_editor->isOpen())
        return;
    if (!m_place.isSaved()) {
        saveAs(next);
        return;
    }
    run({m_place, m_editor->profile(), m_place, m_file}, next);
}

void DocumentFlow::saveAs(const Next &next)
{
    if (!m_editor->isOpen())
        return;
    if (usesCheckout()) {
        m_dialogs->showError(
            tr("The profile was not saved"),
            tr("Its files belong to a copy of %1 that is removed one day, so a profile cannot "
               "refer to them. To keep changes, clone the repository and open the test there, "
               "or choose a scenario file of your own.")
                .arg(m_checkout->shownUrl));
        return;
    }
    auto name = m_editor->name();
    if (name.isEmpty())
        name = QFileInfo(m_editor->profile().scenarioFile).completeBaseName();
    if (name.isEmpty())
        name = tr("test", "proposed name of a profile file");
    const auto proposal = QDir(folder()).filePath(name + QLatin1Char('.') + ProfileSuffix);
    m_dialogs->choosePlaceForProfile(proposal, [this, next](const QString &path) {
        auto file = path;
        if (!isProfile(file))
            file += QLatin1Char('.') + ProfileSuffix;
        // Another file asks for a test of its own; in the file that it came from it may stay what it is.
        SaveOrder order{{file, QFileInfo(file).completeBaseName()}, m_editor->profile(), m_place, m_file};
        if (file == m_place.path)
            order.place = m_place;
        order.isElsewhere = true;
        run(order, next);
    });
}

void DocumentFlow::run(const SaveOrder &order, const Next &next)
{
    whenFree([this, order, next] {
        m_busy = true;
        inBackground(
            this, m_limits.save, [order] { return saveProfile(order); },
            [this, order, next](const SaveOutcome &outcome) {
                finishSave(order, outcome, next);
                setFree();
            },
            [this, path = order.place.path] { giveUp(tr("The profile may not be saved"), path); });
    });
}

void DocumentFlow::finishSave(const SaveOrder &order, const SaveOutcome &outcome, const Next &next)
{
    switch (outcome.kind) {
    case SaveOutcome::Kind::Saved:
        m_file = outcome.file;
        setPlace(order.place);
        m_recent->add(order.place);
        m_editor->markSaved(order.place.test, order.profile);
        next();
        return;
    case SaveOutcome::Kind::Changed:
        m_dialogs->askAboutChanged(order.place.path, outcome.text,
                                   [this, order, next](Dialogs::Changed answer) {
                                       auto again = order;
                                       again.regardless = true;
                                       if (answer == Dialogs::Changed::SaveAnyway)
                                           run(again, next);
                                       else
                                           load(order.place, [] {});
                                   });
        return;
    case SaveOutcome::Kind::Occupied:
        m_dialogs->nameTest(order.place.path, outcome.file.names(), order.place.test,
                            [this, order, next](const QString &name) {
                                auto again = order;
                                again.place.test = name;
                                again.regardless = true;
                                run(again, next);
                            });
        return;
    case SaveOutcome::Kind::Failed:
        m_dialogs->showError(tr("The profile was not saved"), outcome.text);
        return;
    }
}

void DocumentFlow::load(const ProfilePlace &place, const Next &opened)
{
    struct Answer
    {
        Result<ProfileFile> file;
        bool missing;
    };
    whenFree([this, place, opened] {
        m_busy = true;
        inBackground(
            this, m_limits.load,
            [path = place.path] {
                return Answer{ProfileFile::load(path), !QFileInfo::exists(path)};
            },
            [this, place, opened](const Answer &answer) {
                if (answer.missing)
                    forget(place.path);
                else
                    finishLoad(place, answer.file, opened);
                setFree();
            },
            [this, path = place.path] { giveUp(tr("The profile was not opened"), path); });
    });
}

void DocumentFlow::giveUp(const QString &title, const QString &path)
{
    m_dialogs->showError(title, tr("The disk of %1 does not answer; is it on a network that is gone?")
                                    .arg(QDir::toNativeSeparators(path)));
    setFree();
}

void DocumentFlow::forget(const QString &path)
{
    auto text = tr("There is no file %1.").arg(QDir::toNativeSeparators(path));
    if (m_recent->remove(path))
        text += QLatin1Char(' ') + tr("It is no longer among the recent profiles.");
    m_dialogs->showError(tr("The profile was not opened"), text);
}

void DocumentFlow::finishLoad(const ProfilePlace &place, const Result<ProfileFile> &file, const Next &opened)
{
    const auto title = tr("The profile was not opened");
    const auto &[path, test] = place;
    if (!file) {
        m_dialogs->showError(title, file.error().text);
        return;
    }
    const auto names = file->names();
    if (!test.isEmpty() && !file->contains(test)) {
        m_dialogs->showError(title,
                             tr("%1 holds no test named “%2”, but: %3.")
                                 .arg(QDir::toNativeSeparators(path), test, names.join(QLatin1String(", "))));
        return;
    }
    if (test.isEmpty() && names.size() > 1) {
        m_dialogs->chooseTest(path, names, [this, file = *file, path = path, opened](const QString &name) {
            adopt(file, {path, name}, opened);
        });
        return;
    }
    adopt(*file, {path, test.isEmpty() ? names.first() : test}, opened);
}

void DocumentFlow::adopt(const ProfileFile &file, const ProfilePlace &place, const Next &opened)
{
    if (!mayReplace()) // a run may have begun while the file was read
        return;
    m_file = file;
    m_editor->open(place.test, file.profile(place.test));
    setPlace(place);
    m_recent->add(place);
    Q_EMIT profileOpened();
    opened();
}

void DocumentFlow::setPlace(const ProfilePlace &place)
{
    m_place = place;
    m_isBorrowed = false;
    m_checkout.reset();
    Q_EMIT placeChanged();
}

void DocumentFlow::whenFree(const Next &next)
{
    if (m_busy)
        m_waiting.enqueue(next);
    else
        next();
}

void DocumentFlow::setFree()
{
    m_busy = false;
    while (!m_busy && !m_waiting.isEmpty())
        m_waiting.dequeue()();
}

} // namespace Molotov
