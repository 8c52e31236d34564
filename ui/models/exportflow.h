// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace Molotov {

class Dialogs;

/// Makes a report of a kept run, in the format and place that the person chooses. Reads, makes and writes off
/// the GUI's thread; what was in a file before stays until the new report is whole.
class ExportFlow : public QObject
{
    Q_OBJECT

public:
    /// Makes a PDF of an HTML report; nothing when `goOn`, which is told the percentage, said false.
    using PdfMaker = std::function<std::optional<QByteArray>(const QByteArray &html,
                                                             const std::function<bool(int)> &goOn)>;

    /// What is proposed the next time.
    struct Habit
    {
        QString folder; ///< empty: the person's documents
        QString suffix = QStringLiteral("html");

        bool operator==(const Habit &) const = default;
    };

    /// The dialogs are not owned, and live longer. `pdf` is called on any thread.
    ExportFlow(PdfMaker pdf, Dialogs *dialogs, QObject *parent = nullptr);
    /// What is being written is given up.
    ~ExportFlow() override;

    const Habit &habit() const { return m_habit; }
    void setHabit(const Habit &habit) { m_habit = habit; }

    /// Asks where to, and begins; only one at a time.
    /// `isWithoutDoubtful`: as of withoutDoubtful().
    void exportResult(const QString &result, bool isWithoutDoubtful = false);
    /// Ends with cancelled() at once; the files stay as they were, unless all is made already.
    void cancel();
    bool isBusy() const { return m_job != nullptr; }
    /// The file that the person has named.
    const QString &target() const { return m_target; }

Q_SIGNALS:
    void progressed(int percent);
    void written(const QStringList &files);
    /// One sentence or two, of which the first says what was wrong.
    void failed(const QString &why);
    void cancelled();

private:
    struct Job;

    void begin(const QString &result, bool isWithoutDoubtful, const QString &path);
    void finish(const Result<QStringList> &files);

    const PdfMaker m_pdf;
    Dialogs *m_dialogs;
    Habit m_habit;
    QString m_target;
    std::shared_ptr<Job> m_job; // that goes on
    QTimer m_watch;
};

} // namespace Molotov
