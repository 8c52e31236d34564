// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/loadsection.h"

#include "core/model/sizing.h"
#include "ui/fields/numberbox.h"
#include "ui/fields/timespinbox.h"
#include "ui/format.h"
#include "ui/models/timetext.h"

#include <QLabel>

#include <algorithm>
#include <limits>

namespace Molotov {

namespace {

/// What fits into a profile; its validate() says that the largest are too large.
int countOf(const NumberBox *box)
{
    return int(std::min(box->value(), double(std::numeric_limits<int>::max())));
}

void showCount(NumberBox *box, int count)
{
    if (countOf(box) != count)
        showValue(box, double(count));
}

} // namespace

LoadSection::LoadSection(QWidget *parent)
    : FieldForm(parent)
    , m_processes(new NumberBox(0))
    , m_workers(new NumberBox(0))
    , m_rampUp(new TimeSpinBox(tr("none, all at once")))
    , m_duration(new TimeSpinBox)
    , m_maxRuns(new NumberBox(0))
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
    m_product->setWordWrap(false);
    m_product->setSizePolicy(QSizePolicy::Ignored,
                             QSizePolicy::Fixed); // however long: one line, as wide as the form
    for (const auto *box : {m_processes, m_workers})
        connect(box, &NumberBox::valueChanged, this, &LoadSection::edited);
}

void LoadSection::makeTimes()
{
    addRow({ProfileField::RampUp, "rampUp", tr("R&amp-up"),
            tr("The time in which the workers start, one after the other: 90, 1.5 min, 1 h 30 min")},
           m_rampUp);
    addRow({ProfileField::Duration, "duration", tr("&Duration"),
            tr("How long the test takes, ramp-up included: 90, 1.5 min, 1 h 30 min")},
           m_duration);
    m_maxRuns->setSpecialValueText(tr("no limit"));
    addRow({ProfileField::MaxRuns, "maxRuns", tr("&Max runs per worker"),
            tr("How many iterations each worker makes before it ends; 0 = no limit")},
           m_maxRuns);
    addRow({ProfileField::Delay, "delay", tr("Dela&y between runs"),
            tr("How long each worker waits after an iteration: 1, 500 ms, 1.5 min")},
           m_delay);
    connect(m_maxRuns, &NumberBox::valueChanged, this, &LoadSection::edited);
    for (const auto *box : {m_rampUp, m_duration, m_delay}) {
        connect(box, &TimeSpinBox::valueChanged, this, &LoadSection::edited);
        connect(box, &TimeSpinBox::problemChanged, this, &LoadSection::edited);
    }
}

void LoadSection::showProfile(const Profile &profile)
{
    showCount(m_processes, profile.processes);
    showCount(m_workers, profile.workers);
    showValue(m_maxRuns, double(profile.maxRuns));
    showTime(m_rampUp, profile.rampUp);
    showTime(m_duration, profile.duration);
    showTime(m_delay, profile.delay);
    showProduct(profile);
}

void LoadSection::writeTo(Profile &profile) const
{
    profile.processes = countOf(m_processes);
    profile.workers = countOf(m_workers);
    profile.rampUp = m_rampUp->value();
    profile.duration = m_duration->value();
    profile.maxRuns = qint64(m_maxRuns->value());
    profile.delay = m_delay->value();
}

QMap<ProfileField, QString> LoadSection::typingProblems() const
{
    auto problems = FieldForm::typingProblems();
    const auto check = [&problems](ProfileField field, const NumberBox *box) {
        problems.insert(field, box->value() > countOf(box)
                                   ? tr("%1 is far too many.").arg(box->textFromValue(box->value()))
                                   : QString());
    };
    check(ProfileField::Processes, m_processes);
    check(ProfileField::Workers, m_workers);
    return problems;
}

void LoadSection::showProduct(const Profile &profile)
{
    const auto meant = profile.sizing ? withSizingDefaults(profile) : profile;
    const auto product = qint64(meant.processes) * meant.workers;
    auto text = product == 1 ? tr("%L1 × %L2 = %L3 worker") : tr("%L1 × %L2 = %L3 workers");
    text = text.arg(meant.processes).arg(meant.workers).arg(product);
    if (profile.sizing)
        text = product == 1 ? tr("One worker")
                            : tr("Up to %L1 workers, in %2").arg(product).arg(timeText(meant.rampUp));
    m_product->setText(text);
    m_product->setToolTip(Format::toolTip(text));
}

} // namespace Molotov
