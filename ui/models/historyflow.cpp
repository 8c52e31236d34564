// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/historyflow.h"

#include "core/control/results/resultfolder.h"
#include "core/control/results/resultreader.h"
#include "core/control/results/trustedseconds.h"
#include "core/control/words/format.h"
#include "ui/models/dialogs.h"
#include "ui/models/historymodel.h"
#include "ui/models/inbackground.h"

#include <QDir>
#include <QFileInfo>

namespace Molotov {

HistoryFlow::HistoryFlow(HistoryModel *model, Dialogs *dialogs, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_dialogs(dialogs)
{
}

HistoryFlow::~HistoryFlow()
{
    purge(m_removed);
}

bool HistoryFlow::isResult(const QString &path)
{
    return QFileInfo(path).suffix().compare(ResultReader::suffix(), Qt::CaseInsensitive) == 0;
}

void HistoryFlow::chooseResult()
{
    const QFileInfo folder(m_model->folder());
    m_dialogs->chooseResult(folder.isDir() ? folder.absoluteFilePath() : QDir::homePath(),
                            [this](const QString &path) { open(path); });
}

void HistoryFlow::open(const QString &path)
{
    read(path, false, [this](const QString &why) {
        m_dialogs->showError(tr("The result was not opened"), why);
        m_model->refresh(); // it may be gone
    });
}

void HistoryFlow::leaveOutDoubtful(bool isLeftOut)
{
    read(m_current->entry.path, isLeftOut, [this](const QString &why) {
        m_dialogs->showError(tr("The figures stay as they are"), why);
        Q_EMIT opened(); // what asked for it shows again what there is
    });
}

void HistoryFlow::read(const QString &path, bool isWithoutDoubtful,
                       const std::function<void(const QString &)> &onError)
{
    inBackground(
        this, [path, isWithoutDoubtful] { return readRecord(path, isWithoutDoubtful); },
        [this, onError, ticket = ++m_lastTicket](const Result<RunRecord> &record) {
            if (ticket != m_lastTicket)
                return;
            if (!record)
                return onError(record.error().text);
            m_current = std::make_shared<const RunRecord>(*record);
            Q_EMIT opened();
        });
}

void HistoryFlow::rename(const RunEntry &run)
{
    m_dialogs->nameRun(RunEntryWords::name(run), run.title, [this, path = run.path](const QString &title) {
        change(tr("The run was not renamed"),
               [path, title] { return ResultFolder::rename(path, title.simplified()); });
    });
}

void HistoryFlow::editNote(const RunEntry &run)
{
    m_dialogs->writeNote(RunEntryWords::name(run), run.note, [this, path = run.path](const QString &note) {
        change(tr("The note was not saved"),
               [path, note] { return ResultFolder::setNote(path, note.trimmed()); });
    });
}

void HistoryFlow::setPinned(const QStringList &paths, bool pinned)
{
    change(pinned ? tr("The run was not pinned") : tr("The run was not unpinned"), [paths, pinned] {
        for (const auto &path : paths) {
            if (const auto status = ResultFolder::setPinned(path, pinned); !status)
                return status;
        }
        return Status();
    });
}

void HistoryFlow::remove(const QList<RunEntry> &runs)
{
    struct Removal
    {
        QList<RunEntry> removed;
        Status status;
    };
    const auto removeAll = [runs] {
        Removal removal;
        for (const auto &run : runs) {
            removal.status = ResultFolder::remove(run.path);
            if (!removal.status)
                break;
            removal.removed.append(run);
        }
        return removal;
    };
    inBackground(this, removeAll, [this](const Removal &removal) {
        if (!removal.removed.isEmpty()) {
            purge(m_removed);
            setRemoved(removal.removed);
        }
        if (!removal.status)
            m_dialogs->showError(tr("The run was not deleted"), removal.status.error().text);
        m_model->refresh();
    });
}

void HistoryFlow::undoRemove()
{
    const auto runs = m_removed;
    setRemoved({});
    change(tr("The run was not brought back"), [runs] {
        for (const auto &run : runs) {
            if (const auto status = ResultFolder::restore(run.path); !status)
                return status;
        }
        return Status();
    });
}

void HistoryFlow::forgetRemoved()
{
    purge(m_removed);
    setRemoved({});
}

void HistoryFlow::setRemoved(const QList<RunEntry> &runs)
{
    m_removed = runs;
    Q_EMIT removedChanged();
}

void HistoryFlow::change(const QString &problem, const Action &action)
{
    inBackground(this, action, [this, problem](const Status &status) {
        if (!status)
            m_dialogs->showError(problem, status.error().text);
        m_model->refresh();
    });
}

void HistoryFlow::purge(const QList<RunEntry> &runs)
{
    if (runs.isEmpty())
        return;
    // For nobody who waits; the end of the program gives it a moment.
    filePool()->start([runs] {
        for (const auto &run : runs)
            ResultFolder::purge(run.path);
    });
}

} // namespace Molotov
