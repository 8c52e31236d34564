// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace Molotov {

class RunStatus;
class StatusLight;

/// The line at the bottom of the run page: counts, elapsed time and progress of the run.
class RunFooter : public QWidget
{
    Q_OBJECT

public:
    explicit RunFooter(QWidget *parent = nullptr);

    void setStatus(const RunStatus &status);
    /// "Successes 12, Failures 0, …", as shown.
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Figure
    {
        QLabel *caption = nullptr;
        QLabel *value = nullptr;
    };

    QList<Figure> figures() const;
    /// `sign` stands before the value.
    Figure addFigure(const QString &caption, const QString &widestText, QWidget *sign = nullptr);
    void applyColors();

    Figure m_successes;
    Figure m_failures;
    Figure m_workers;
    Figure m_processes;
    Figure m_elapsed;
    Figure m_limit;
    StatusLight *m_light;
    QProgressBar *m_progress;
    QLabel *m_remaining;
    bool m_hasFailures = false;
};

} // namespace Molotov
