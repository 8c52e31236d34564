// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/loadsection.h"

#include "ui/fields/problemlabel.h"
#include "ui/fields/timespinbox.h"
#include "ui/fields/wheelguard.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

namespace Molotov {

namespace {

// Above what is allowed, so that a number that is too large can be typed and gets its sentence.
constexpr int LargestCount = 9'999'999;
constexpr double LargestRuns = 1e12;

QSpinBox *makeCountBox()
{
    auto *box = new QSpinBox;
    box->setRange(0, LargestCount);
    box->setGroupSeparatorShown(true);
    return box;
}

/// A value outside of the range, which only a file can hold, is shown and not bent.
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

void showTime(TimeSpinBox *box, std::chrono::milliseconds value)
{
    const QSignalBlocker blocker(box);
    box->setValue(value);
}

} // namespace

LoadSection::LoadSection(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_wheelGuard(new WheelGuard(this))
    , m_processes(makeCountBox())
    , m_workers(makeCountBox())
    , m_product(new QLabel)
    , m_rampUp(new TimeSpinBox(tr("none, all at once")))
    , m_duration(new TimeSpinBox)
    , m_maxRuns(new QDoubleSpinBox)
    , m_delay(new TimeSpinBox(tr("none")))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setVerticalSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    makeCounts();
    makeTimes();
}

void LoadSection::makeCounts()
{
    addRow({ProfileField::Processes, "processes", tr("&Processes"),
            tr("How many helper processes send the load; one for each processor core is enough")},
           m_processes);
    addRow({ProfileField::Workers, "workers", tr("&Workers per process"),
            tr("How many simulated users each process has")},
           m_workers);
    m_product->setObjectName(QStringLiteral("product"));
    m_product->setForegroundRole(QPalette::PlaceholderText);
    m_form->addRow(QString(), m_product);
    connect(m_processes, &QSpinBox::valueChanged, this, &LoadSection::edited);
    connect(m_workers, &QSpinBox::valueChanged, this, &LoadSection::edited);
}

void LoadSection::makeTimes()
{
    addRow({ProfileField::RampUp, "rampUp", tr("R&amp-up"),
            tr("The time in which the workers start, one after the other: 90, 1.5 min, 1 h 30 min")},
           m_rampUp);
    addRow({ProfileField::Duration, "duration", tr("&Duration"),
            tr("How long the test takes, ramp-up included: 90, 1.5 min, 1 h 30 min")},
           m_duration);
    m_maxRuns->setDecimals(0);
    m_maxRuns->setRange(0, LargestRuns);
    m_maxRuns->setGroupSeparatorShown(true);
    m_maxRuns->setSpecialValueText(tr("no limit"));
    addRow({ProfileField::MaxRuns, "maxRuns", tr("&Max runs per worker"),
            tr("How many iterations each worker makes before it ends; 0 = no limit")},
           m_maxRuns);
    addRow({ProfileField::Delay, "delay", tr("Dela&y between runs"),
            tr("How long each worker waits after an iteration: 1, 500 ms, 1.5 min")},
           m_delay);
    connect(m_maxRuns, &QDoubleSpinBox::valueChanged, this, &LoadSection::edited);
    for (const auto *box : {m_rampUp, m_duration, m_delay})
        connect(box, &TimeSpinBox::valueChanged, this, &LoadSection::edited);
}

void LoadSection::addRow(const Row &row, QWidget *field)
{
    field->setObjectName(QLatin1String(row.name));
    field->setToolTip(row.toolTip);
    m_wheelGuard->guard(field);
    auto *problem = new ProblemLabel(field);
    m_problems.insert(row.field, problem);
    m_form->addRow(row.label, field); // makes the field the label's buddy
    m_form->addRow(problem);
    m_form->setRowVisible(problem, false);
}

void LoadSection::showProfile(const Profile &profile)
{
    showValue(m_processes, profile.processes);
    showValue(m_workers, profile.workers);
    showValue(m_maxRuns, double(profile.maxRuns));
    showTime(m_rampUp, profile.rampUp);
    showTime(m_duration, profile.duration);
    showTime(m_delay, profile.delay);
    showProduct(profile);
}

void LoadSection::showProblems(const QMap<ProfileField, QString> &problems)
{
    for (auto it = m_problems.begin(); it != m_problems.end(); ++it) {
        const auto text = problems.value(it.key());
        it.value()->setProblem(text);
        m_form->setRowVisible(it.value(), !text.isEmpty());
    }
}

void LoadSection::writeTo(Profile &profile) const
{
    profile.processes = m_processes->value();
    profile.workers = m_workers->value();
    profile.rampUp = m_rampUp->value();
    profile.duration = m_duration->value();
    profile.maxRuns = qint64(m_maxRuns->value());
    profile.delay = m_delay->value();
}

void LoadSection::showProduct(const Profile &profile)
{
    const auto product = qint64(profile.processes) * profile.workers;
    const auto text = product == 1 ? tr("%L1 × %L2 = %L3 worker") : tr("%L1 × %L2 = %L3 workers");
    m_product->setText(text.arg(profile.processes).arg(profile.workers).arg(product));
}

} // namespace Molotov
