// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runrecord.h"
#include "core/model/result.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace Molotov {

class Dialogs;
class HistoryModel;

/// What a person does with kept runs: open, rename, pin, delete. Works on the files off the GUI's thread, and
/// says what goes wrong.
class HistoryFlow : public QObject
{
    Q_OBJECT

public:
    /// Neither is owned; both live longer.
    HistoryFlow(HistoryModel *model, Dialogs *dialogs, QObject *parent = nullptr);
    /// What was deleted cannot be brought back any more.
    ~HistoryFlow() override;

    HistoryModel *model() const { return m_model; }

    /// Whether a file is the result of a run, by its name.
    static bool isResult(const QString &path);
    /// A result that the person chooses.
    void chooseResult();
    /// Ends with opened(), unless the file cannot be read or another one is opened meanwhile.
    void open(const QString &path);
    /// Opens the current run again, with or without the seconds in which its figures cannot be trusted. Ends
    /// with opened().
    void leaveOutDoubtful(bool isLeftOut);
    /// The run that was opened last; none before the first opened().
    const std::shared_ptr<const RunRecord> &current() const { return m_current; }

    // The person is asked for the new text:
    void rename(const RunEntry &run);
    void editNote(const RunEntry &run);

    void setPinned(const QStringList &paths, bool pinned);
    /// Until the next call or forgetRemoved() it can be undone.
    void remove(const QList<RunEntry> &runs);
    void undoRemove();
    /// Frees the room of what was deleted.
    void forgetRemoved();
    /// What undoRemove() brings back.
    const QList<RunEntry> &removed() const { return m_removed; }

Q_SIGNALS:
    void opened();
    void removedChanged();

private:
    using Action = std::function<Status()>;

    void read(const QString &path, bool isWithoutDoubtful,
              const std::function<void(const QString &)> &onError);
    void setRemoved(const QList<RunEntry> &runs);
    void change(const QString &problem, const Action &action);
    static void purge(const QList<RunEntry> &runs);

    HistoryModel *m_model;
    Dialogs *m_dialogs;
    std::shared_ptr<const RunRecord> m_current;
    QList<RunEntry> m_removed;
    quint64 m_lastTicket = 0; // of open()
};

} // namespace Molotov
