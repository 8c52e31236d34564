// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/fieldform.h"

#include "ui/fields/problemlabel.h"
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
    m_form->addRow(row.label, field); // makes the field the label's buddy
    addProblem(row, field);
}

QCheckBox *FieldForm::addCheck(const Row &row)
{
    auto *check = new QCheckBox(row.label);
    describe(row, check);
    m_form->addRow(check);
    addProblem(row, check);
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
    addProblem(row, field);
    return check;
}

void FieldForm::addHeading(const QString &text)
{
    auto *heading = new QLabel(text);
    auto font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    if (m_form->rowCount() > 0)
        heading->setContentsMargins(0, 8, 0, 0);
    m_form->addRow(heading);
}

QLabel *FieldForm::addNote(const QString &text)
{
    auto *note = new QLabel(text);
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
    for (auto it = m_problems.begin(); it != m_problems.end(); ++it) {
        const auto text = problems.value(it.key());
        it.value()->setProblem(text);
        m_form->setRowVisible(it.value(), !text.isEmpty());
    }
}

QString FieldForm::firstProblem() const
{
    for (const auto *label : m_problems) {
        if (!label->problem().isEmpty())
            return label->problem();
    }
    return {};
}

void FieldForm::describe(const Row &row, QWidget *field)
{
    field->setObjectName(QLatin1String(row.name));
    field->setToolTip(row.toolTip);
}

void FieldForm::addProblem(const Row &row, QWidget *field)
{
    auto *problem = new ProblemLabel(field);
    m_problems.insert(row.field, problem);
    m_form->addRow(problem);
    m_form->setRowVisible(problem, false);
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
