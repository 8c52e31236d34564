// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

#include <QMap>
#include <QMultiMap>
#include <QSignalBlocker>
#include <QWidget>

#include <chrono>

class QCheckBox;
class QFormLayout;
class QLabel;

namespace Molotov {

class ProblemMark;
class TimeSpinBox;
class WheelGuard;

/// Fields of a profile below each other: each with its label, its tool tip, and a mark while something is
/// wrong with it.
class FieldForm : public QWidget
{
    Q_OBJECT

public:
    struct Row
    {
        ProfileField field;
        const char *name; ///< of the object, for tests and style
        QString label;
        QString toolTip;
    };

    explicit FieldForm(QWidget *parent = nullptr);

    /// The label has `field` as its buddy.
    void addRow(const Row &row, QWidget *field);
    QCheckBox *addCheck(const Row &row);
    /// The label is a box that says whether `field` counts.
    QCheckBox *addOptionalRow(const Row &row, QWidget *field);
    /// What has no label beside it; a problem is marked at `field`, a part of it, and coloured in `label`.
    void addBlock(const Row &row, QWidget *block, QWidget *field, QWidget *label);
    /// With its label. `field`: as it was added.
    void setRowVisible(QWidget *field, bool visible);
    void addHeading(const QString &text);
    /// A line in a quieter colour below the row before.
    QLabel *addNote(const QString &text = {});

    void showProblems(const QMap<ProfileField, QString> &problems);
    /// Of the fields of this form, the first; empty when nothing is wrong.
    QString firstProblem() const;
    /// Of all fields in which a time is typed: what keeps the text from being one; mostly empty.
    QMap<ProfileField, QString> typingProblems() const;
    /// What is typed and is no time gives way to the time that counts.
    void dropTyping();

private:
    void describe(const Row &row, QWidget *field);
    void addMark(const Row &row, QWidget *field, QWidget *label);

    QFormLayout *m_form;
    WheelGuard *m_wheelGuard;
    QMultiMap<ProfileField, ProblemMark *> m_marks;
    QMap<ProfileField, TimeSpinBox *> m_times;
};

/// Puts a value into a spin box without telling anybody. One outside of its range, which only a file can
/// hold, is shown and not bent.
template <typename Box, typename Value>
void showValue(Box *box, Value value)
{
    const QSignalBlocker blocker(box);
    if (box->value() == value)
        return;
    if (value < box->minimum())
        box->setMinimum(value);
    if (value > box->maximum())
        box->setMaximum(value);
    box->setValue(value);
}
void showTime(TimeSpinBox *box, std::chrono::milliseconds value);
void showChecked(QCheckBox *box, bool checked);

} // namespace Molotov
