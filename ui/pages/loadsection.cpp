// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/loadsection.h"

#include "core/model/sizing.h"
#include "ui/fields/timespinbox.h"
#include "ui/models/timetext.h"

#include <QDoubleSpinBox>
#include <QLabel>
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

} // namespace

LoadSection::LoadSection(QWidget *parent)
    : FieldForm(parent)
    , m_processes(makeCountBox())
    , m_workers(makeCountBox())
    , m_rampUp(new TimeSpinBox(tr("none, all at once")))
    , m_duration(new TimeSpinBox)
    , m_maxRuns(new QDoubleSpinBox)
    , m_delay(new TimeSpinBox(tr("none")))
{
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
    m_product = addNote();
    m_product->setObjectName(QStringLiteral("product"));
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
    const auto meant = profile.sizing ? withSizingDefaults(profile) : profile;
    const auto product = qint64(meant.processes) * meant.workers;
    auto text = product == 1 ? tr("%L1 × %L2 = %L3 worker") : tr("%L1 × %L2 = %L3 workers");
    text = text.arg(meant.processes).arg(meant.workers).arg(product);
    if (profile.sizing)
        text = tr("Sizing: up to %1, in %2").arg(text, timeText(meant.rampUp));
    m_product->setWordWrap(profile.sizing); // a label that may wrap keeps room for it
    m_product->setText(text);
}

} // namespace Molotov
