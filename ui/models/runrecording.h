// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/resultfolder.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace Molotov {

class ResultRecorder;
class RunSource;

/// Sees that the runs of a window are kept: says what goes wrong with it, makes room for new results, and
/// lets nobody quit before the last one is written.
class RunRecording : public QObject
{
    Q_OBJECT

public:
    struct Place
    {
        ResultRecorder *recorder = nullptr; ///< a sink of the window's runs; not owned; none: nothing is kept
        QString folder; ///< where it puts them
    };

    /// `runs` is not owned, and lives longer, as the recorder does.
    RunRecording(const Place &place, const RunSource *runs, QObject *parent = nullptr);

    /// How many bytes all results may take; the oldest are deleted after each run.
    void setLimit(qint64 bytes) { m_limit = bytes; }
    /// From the beginning of a run until all of it is in its file, or is known to get into none.
    bool isBusy() const { return m_isBusy; }
    /// The file of the run that ended last, once it holds all of it; empty where there is none, as for a run
    /// that failed to begin.
    const QString &lastResult() const { return m_lastResult; }
    /// Calls `next` when not busy: at once, or later. Does not wait forever for a disk that hangs. A newer
    /// call takes the place of one that waits.
    void whenDone(const std::function<void()> &next);

Q_SIGNALS:
    /// A run cannot be kept as it should; once for each run.
    void failed(const QString &sentence);
    /// lastResult() is another one, or it is known that there is none.
    void lastResultChanged();
    /// The result of a run is complete, and room was made for it.
    void recorded();

private:
    void finish();
    void setLastResult(const QString &path);
    void goOn();
    void makeRoom();

    const ResultFolder m_folder;
    const bool m_isRecording;
    qint64 m_limit = ResultFolder::DefaultLimit;
    QTimer m_patience;
    std::function<void()> m_next; // waits until not busy
    QString m_lastResult;
    bool m_isBusy = false;
};

} // namespace Molotov
