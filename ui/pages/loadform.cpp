// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/loadform.h"

#include "core/control/words/format.h"
#include "core/control/words/timetext.h"
#include "core/model/loadshapes.h"
#include "core/model/sizing.h"
#include "ui/fields/numberbox.h"
#include "ui/fields/stagesfield.h"
#include "ui/fields/timespinbox.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

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

const QString UsualRate = QStringLiteral("10/s");
const QString UsualGoal = QStringLiteral("p95(latency) < 300 ms");

} // namespace

LoadForm::LoadForm(QWidget *parent)
    : FieldForm(parent)
    , m_goal(new QLineEdit)
    , m_limitStep(new TimeSpinBox)
    , m_limitSettling(new TimeSpinBox(tr("none")))
    , m_limitMost(new NumberBox(0))
    , m_processes(new NumberBox(0))
    , m_workers(new NumberBox(0))
    , m_rate(new QLineEdit)
    , m_stages(new StagesField(StageListModel::Load::Users))
    , m_rateStages(new StagesField(StageListModel::Load::Rate))
    , m_maxUsers(new NumberBox(0))
    , m_duration(new TimeSpinBox)
    , m_rampUp(new TimeSpinBox(tr("none, all at once")))
    , m_rampDown(new TimeSpinBox(tr("none, all at once")))
    , m_maxRuns(new NumberBox(0))
    , m_iterations(new NumberBox(0))
    , m_pacing(new TimeSpinBox(tr("none")))
    , m_delay(new TimeSpinBox(tr("none")))
{
    makeGoal();
    makeCounts();
    makeStages();
    makeTimes();
    makeLimits();
    connectFields();
    setKind(LoadKind::Users, LoadKinds::fields(LoadKind::Users));
}

void LoadForm::makeGoal()
{
    m_goal->setPlaceholderText(UsualGoal);
    m_goal->setAcceptDrops(false); // files are for the window
    addRow(
        {ProfileField::FindLimit, "findLimit", tr("Goal"),
         tr("The highest load at which this holds is found: p95(latency) < 300 ms, rate(errors) < 1 %. More "
            "failed iterations than the tolerance of sizing break it, too")},
        m_goal);
}

void LoadForm::makeCounts()
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
}

void LoadForm::makeStages()
{
    m_rate->setPlaceholderText(UsualRate);
    m_rate->setAcceptDrops(false); // files are for the window
    addRow({ProfileField::Rate, "rate", tr("Rate"),
            tr("How many iterations begin in a second, or in a minute or an hour: 100/s, 600/m, 10/h")},
           m_rate);
    addBlock({ProfileField::Stages, "stages", {}, {}}, m_stages, m_stages->table(), m_stages->label());
    addBlock({ProfileField::Rate, "rateStages", {}, {}}, m_rateStages, m_rateStages->table(),
             m_rateStages->label());
    m_stepped =
        addCheck({ProfileField::Stepped, "stepped", tr("In steps"),
                  tr("Each stage has its load from its beginning on, in place of going there evenly")});
    addRow({ProfileField::MaxUsers, "maxUsers", tr("Most users"),
            tr("How many users the iterations may need at a time, in all processes together; an iteration "
               "that finds none free is dropped")},
           m_maxUsers);
    m_poisson = addCheck({ProfileField::Poisson, "poisson", tr("Random gaps"),
                          tr("Iterations begin as those of users who know nothing of each other (a Poisson "
                             "process), in place of evenly")});
}

void LoadForm::makeTimes()
{
    addRow({ProfileField::RampUp, "rampUp", tr("R&amp-up"),
            tr("The time in which the workers start, one after the other: 90, 1.5 min, 1 h 30 min")},
           m_rampUp);
    addRow({ProfileField::Duration, "duration", tr("&Duration"),
            tr("How long the test takes, ramps included: 90, 1.5 min, 1 h 30 min")},
           m_duration);
    addRow({ProfileField::LimitStep, "limitStep", tr("Measure each load"),
            tr("How long each load is measured before it is judged: 10, 30 s, 1 min")},
           m_limitStep);
    addRow({ProfileField::LimitSettling, "limitSettling", tr("Settling time"),
            tr("The time after each change of the load that does not count: 5, 30 s, 1 min. The load goes to "
               "its "
               "new value in the first half of it")},
           m_limitSettling);
    m_limitMost->setSpecialValueText(tr("what the processes can make"));
    addRow({ProfileField::LimitMost, "limitMost", tr("Highest load"),
            tr("The most users, or iterations a second, that are tried, in all processes together; 0 = as "
               "many as "
               "the processes can make")},
           m_limitMost);
    addRow({ProfileField::RampDown, "rampDown", tr("Ramp-down"),
            tr("The time at the end of the duration in which the workers end, one after the other")},
           m_rampDown);
}

void LoadForm::makeLimits()
{
    for (auto *box : {m_maxRuns, m_iterations})
        box->setSpecialValueText(tr("no limit"));
    addRow({ProfileField::MaxRuns, "maxRuns", tr("&Max runs per worker"),
            tr("How many iterations each worker makes before it ends; 0 = no limit")},
           m_maxRuns);
    addRow({ProfileField::Iterations, "iterations", tr("Max runs in all"),
            tr("How many iterations all workers together make before the test ends; 0 = no limit")},
           m_iterations);
    addRow(
        {ProfileField::Pacing, "pacing", tr("Pacing"),
         tr("The time from the begin of a worker's iteration to the begin of its next one; what takes longer "
            "is counted as late: 1, 500 ms, 1.5 min")},
        m_pacing);
    addRow({ProfileField::Delay, "delay", tr("Dela&y between runs"),
            tr("How long each worker waits after an iteration: 1, 500 ms, 1.5 min")},
           m_delay);
}

void LoadForm::connectFields()
{
    for (const auto *box : {m_limitMost, m_processes, m_workers, m_maxUsers, m_maxRuns, m_iterations})
        connect(box, &NumberBox::valueChanged, this, &LoadForm::edited);
    for (const auto *box :
         {m_limitStep, m_limitSettling, m_rampUp, m_rampDown, m_duration, m_pacing, m_delay}) {
        connect(box, &TimeSpinBox::valueChanged, this, &LoadForm::edited);
        connect(box, &TimeSpinBox::problemChanged, this, &LoadForm::edited);
    }
    for (const auto *field : {m_stages, m_rateStages}) {
        connect(field, &StagesField::edited, this, &LoadForm::edited);
        connect(m_stepped, &QCheckBox::toggled, field, &StagesField::setStepped);
    }
    for (const auto *check : {m_stepped, m_poisson})
        connect(check, &QCheckBox::toggled, this, &LoadForm::edited);
    for (const auto *text : {m_rate, m_goal})
        connect(text, &QLineEdit::textEdited, this, &LoadForm::edited);
}

void LoadForm::setKind(LoadKind kind, const LoadKinds::Fields &fields)
{
    m_kind = kind;
    m_fields = fields;
    const QMap<ProfileField, QWidget *> rows{
        {ProfileField::Processes, m_processes}, {ProfileField::Workers, m_workers},
        {ProfileField::RampUp, m_rampUp},       {ProfileField::RampDown, m_rampDown},
        {ProfileField::Duration, m_duration},   {ProfileField::MaxRuns, m_maxRuns},
        {ProfileField::Delay, m_delay},         {ProfileField::Stages, m_stages},
        {ProfileField::MaxUsers, m_maxUsers},   {ProfileField::Stepped, m_stepped},
        {ProfileField::Poisson, m_poisson},     {ProfileField::Iterations, m_iterations},
        {ProfileField::Pacing, m_pacing},       {ProfileField::FindLimit, m_goal},
        {ProfileField::LimitStep, m_limitStep}, {ProfileField::LimitSettling, m_limitSettling},
        {ProfileField::LimitMost, m_limitMost}};
    for (auto it = rows.begin(); it != rows.end(); ++it)
        setRowVisible(it.value(), fields.contains(it.key()));
    setRowVisible(m_product, fields.contains(ProfileField::Workers));
    setRowVisible(m_rate, kind == LoadKind::Rate || kind == LoadKind::RateLimit);
    setRowVisible(m_rateStages, kind == LoadKind::RateStages);
}

void LoadForm::forgetTyping()
{
    dropTyping();
    m_stages->setText({});
    m_rateStages->setText({});
    m_rate->clear();
    m_goal->clear();
}

void LoadForm::showProfile(const Profile &profile)
{
    showCount(m_processes, profile.processes);
    showCount(m_workers, profile.workers);
    showCount(m_maxUsers, profile.maxUsers);
    showValue(m_maxRuns, double(profile.maxRuns));
    showValue(m_iterations, double(profile.iterations));
    showTime(m_rampUp, profile.rampUp);
    showTime(m_rampDown, profile.rampDown);
    showTime(m_duration, profile.duration);
    showTime(m_pacing, profile.pacing);
    showTime(m_delay, profile.delay);
    showTime(m_limitStep, profile.limitStep);
    showTime(m_limitSettling, profile.limitSettling);
    showValue(m_limitMost, double(profile.limitMost));
    if (!profile.findLimit.isEmpty())
        m_goal->setText(profile.findLimit);
    showStepped(profile.stepped);
    showChecked(m_poisson, profile.poisson);
    if (!profile.stages.isEmpty())
        m_stages->setText(profile.stages);
    if (LoadKinds::of(profile) == LoadKind::RateStages)
        m_rateStages->setText(profile.rate);
    else if (!profile.rate.isEmpty())
        m_rate->setText(profile.rate);
    showProduct(profile);
}

void LoadForm::showStages(const Profile &profile)
{
    if (profile.rate.isEmpty())
        m_stages->setText(profile.stages);
    else
        m_rateStages->setText(profile.rate);
    showStepped(profile.stepped);
    const auto show = [&](ProfileField field, TimeSpinBox *box, std::chrono::milliseconds time) {
        if (m_fields.contains(field)) // left over from the test that was opened
            showTime(box, time);
    };
    show(ProfileField::RampUp, m_rampUp, profile.rampUp);
    show(ProfileField::RampDown, m_rampDown, profile.rampDown);
    show(ProfileField::Duration, m_duration, profile.duration);
}

Profile LoadForm::typed() const
{
    Profile profile;
    profile.processes = countOf(m_processes);
    profile.workers = countOf(m_workers);
    profile.rampUp = m_rampUp->value();
    profile.duration = m_duration->value();
    profile.maxRuns = qint64(m_maxRuns->value());
    profile.delay = m_delay->value();
    profile.rampDown = m_rampDown->value();
    profile.stages = m_stages->text();
    profile.rate = m_kind == LoadKind::RateStages ? m_rateStages->text() : m_rate->text();
    profile.maxUsers = countOf(m_maxUsers);
    profile.stepped = m_stepped->isChecked();
    profile.poisson = m_poisson->isChecked();
    profile.iterations = qint64(m_iterations->value());
    profile.pacing = m_pacing->value();
    profile.findLimit = m_goal->text();
    profile.limitStep = m_limitStep->value();
    profile.limitSettling = m_limitSettling->value();
    profile.limitMost = qint64(m_limitMost->value());
    return profile;
}

// A kind that is chosen for the first time begins with something that can be run.
void LoadForm::fillEmptyFields()
{
    if (LoadKinds::isRate(m_kind) && m_rate->text().isEmpty())
        m_rate->setText(UsualRate);
    if (LoadKinds::isLimit(m_kind) && m_goal->text().isEmpty())
        m_goal->setText(UsualGoal);
    Profile profile;
    profile.processes = countOf(m_processes);
    profile.workers = countOf(m_workers);
    if (m_kind == LoadKind::Stages && m_stages->text().isEmpty())
        m_stages->setText(LoadShapes::apply(LoadShape::Load, LoadShapes::baseOf(profile), profile).stages);
    profile.rate = m_rate->text();
    if (m_kind == LoadKind::RateStages && m_rateStages->text().isEmpty())
        m_rateStages->setText(LoadShapes::apply(LoadShape::Load, LoadShapes::baseOf(profile), profile).rate);
}

void LoadForm::showStepped(bool stepped)
{
    showChecked(m_stepped, stepped);
    for (auto *field : {m_stages, m_rateStages})
        field->setStepped(stepped);
}

void LoadForm::showProduct(const Profile &profile)
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

QMap<ProfileField, QString> LoadForm::typingProblems() const
{
    auto problems = FieldForm::typingProblems();
    const auto check = [&problems](ProfileField field, const NumberBox *box) {
        problems.insert(field, box->value() > countOf(box)
                                   ? tr("%1 is far too many.").arg(box->textFromValue(box->value()))
                                   : QString());
    };
    check(ProfileField::Processes, m_processes);
    check(ProfileField::Workers, m_workers);
    check(ProfileField::MaxUsers, m_maxUsers);
    problems.insert(ProfileField::Stages, m_kind == LoadKind::Stages ? m_stages->problem() : QString());
    auto &rate = problems[ProfileField::Rate];
    if (m_kind == LoadKind::RateStages)
        rate = m_rateStages->problem();
    else if (m_rate->text().trimmed().isEmpty())
        rate = tr("Write how many iterations begin in a second, such as 100/s, or in a minute: 600/m.");
    problems.insert(ProfileField::FindLimit,
                    m_goal->text().trimmed().isEmpty()
                        ? tr("Write the goal that the load is to break, such as %1.").arg(UsualGoal)
                        : QString());
    for (auto it = problems.begin(); it != problems.end(); ++it) {
        if (!m_fields.contains(it.key()))
            it->clear();
    }
    return problems;
}

void LoadForm::setReadOnly(bool readOnly)
{
    m_stepped->setEnabled(!readOnly);
    m_poisson->setEnabled(!readOnly);
    m_stages->setReadOnly(readOnly);
    m_rateStages->setReadOnly(readOnly);
}

} // namespace Molotov
