// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/fieldform.h"

#include "ui/fields/plainlabel.h"
#include "ui/fields/problemmark.h"
#include "ui/fields/timespinbox.h"
#include "ui/fields/wheelguard.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>

namespace Molotov {

FieldForm::FieldForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_wheelGuard(new WheelGuard(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setVerticalSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void FieldForm::addRow(const Row &row, QWidget *field)
{
    describe(row, field);
    m_wheelGuard->guard(field);
    auto *label = new PlainLabel(row.label);
    label->setBuddy(field);
    m_form->addRow(label, field);
    addMark(row, field, label);
}

QCheckBox *FieldForm::addCheck(const Row &row)
{
    auto *check = new QCheckBox(row.label);
    describe(row, check);
    m_form->addRow(check);
    addMark(row, check, check);
    return check;
}

QCheckBox *FieldForm::addOptionalRow(const Row &row, QWidget *field)
{
    auto *check = new QCheckBox(row.label);
    check->setObjectName(QLatin1String(row.name) + QLatin1String("On"));
    check->setToolTip(row.toolTip);
    describe(row, field);
    field->setAccessibleName(QString(row.label).remove(QLatin1Char('&')));
    m_wheelGuard->guard(field);
    m_form->addRow(check, field);
    addMark(row, field, check);
    return check;
}

void FieldForm::addBlock(const Row &row, QWidget *block, QWidget *field, QWidget *label)
{
    describe(row, field);
    m_form->addRow(block);
    addMark(row, field, label);
}

void FieldForm::setRowVisible(QWidget *field, bool visible)
{
    m_form->setRowVisible(field, visible);
}

void FieldForm::addHeading(const QString &text)
{
    auto *heading = new PlainLabel(text);
    auto font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    if (m_form->rowCount() > 0)
        heading->setContentsMargins(0, 8, 0, 0);
    m_form->addRow(heading);
}

QLabel *FieldForm::addNote(const QString &text)
{
    auto *note = new PlainLabel(text);
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setWordWrap(true);
    if (text.isEmpty())
        m_form->addRow(QString(), note);
    else
        m_form->addRow(note);
    return note;
}

void FieldForm::showProblems(const QMap<ProfileField, QString> &problems)
{
    for (auto it = m_marks.begin(); it != m_marks.end(); ++it)
        it.value()->setProblem(problems.value(it.key()));
}

QString FieldForm::firstProblem() const
{
    for (const auto *mark : m_marks) {
        if (!mark->problem().isEmpty())
            return mark->problem();
    }
    return {};
}

QMap<ProfileField, QString> FieldForm::typingProblems() const
{
    QMap<ProfileField, QString> problems;
    for (auto it = m_times.begin(); it != m_times.end(); ++it)
        problems.insert(it.key(), it.value()->problem());
    return problems;
}

void FieldForm::dropTyping()
{
    for (auto *box : std::as_const(m_times)) {
        const QSignalBlocker blocker(box);
        box->dropTyping();
    }
}

void FieldForm::describe(const Row &row, QWidget *field)
{
    field->setObjectName(QLatin1String(row.name));
    field->setToolTip(row.toolTip);
}

void FieldForm::addMark(const Row &row, QWidget *field, QWidget *label)
{
    m_marks.insert(row.field, new ProblemMark(field, label)); // the field owns it
    if (auto *time = qobject_cast<TimeSpinBox *>(field))
        m_times.insert(row.field, time);
}

void showTime(TimeSpinBox *box, std::chrono::milliseconds value)
{
    const QSignalBlocker blocker(box);
    box->setValue(value);
}

void showChecked(QCheckBox *box, bool checked)
{
    const QSignalBlocker blocker(box);
    box->setChecked(checked);
}

} // namespace Molotov
