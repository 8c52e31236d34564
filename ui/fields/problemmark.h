// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

class QAction;
class QWidget;

namespace Molotov {

/// Marks a field of a form as wrong: its label is coloured, and an icon stands in the field. Nothing moves,
/// so that a click meets what it was aimed at. The sentence itself is the field's tool tip, and its
/// description for screen readers; the form shows it where it keeps room for it.
class ProblemMark : public QObject
{
    Q_OBJECT

public:
    /// Owned by `field`, whose tool tip is set already.
    ProblemMark(QWidget *field, QWidget *label);

    void setProblem(const QString &text);
    const QString &problem() const { return m_problem; }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void paint();

    QWidget *m_field;
    QWidget *m_label;
    QAction *m_icon = nullptr; // in the field while there is a problem; only of one that can be typed in
    QString m_toolTip; // while there is none
    QString m_problem;
    bool m_isPainting = false;
};

} // namespace Molotov
