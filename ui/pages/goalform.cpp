// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/goalform.h"

#include "core/control/words/goaltext.h"
#include "core/model/goalwords.h"
#include "ui/fields/fieldform.h"
#include "ui/fields/numberbox.h"
#include "ui/fields/plainlabel.h"
#include "ui/fields/timespinbox.h"
#include "ui/fields/wheelguard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpressionValidator>

#include <algorithm>

namespace Molotov {

namespace {

constexpr double UsualPercentiles[] = {50, 90, 95, 99, 99.9};

/// What the list of statistics offers: a rate in percent and one a second are two.
struct Choice
{
    GoalStatistic statistic;
    double percentile;
    GoalUnit unit; // one that fits
};

QList<Choice> choicesFor(const Goal &goal)
{
    QList<Choice> choices;
    for (const auto statistic : GoalWords::statisticsOf(goal.measure)) {
        const auto units = GoalWords::unitsOf(statistic, goal.measure);
        const auto unit =
            units.contains(GoalUnit::Milliseconds) ? GoalUnit::Milliseconds : units.constFirst();
        if (statistic == GoalStatistic::Percentile) {
            for (const double percentile : UsualPercentiles)
                choices.append({statistic, percentile, unit});
        } else if (statistic == GoalStatistic::Rate) {
            for (const auto one : units)
                choices.append({statistic, 0, one});
        } else {
            choices.append({statistic, 0, unit});
        }
    }
    return choices;
}

bool isOf(const Choice &choice, const Goal &goal)
{
    return choice.statistic == goal.statistic
           && (choice.statistic != GoalStatistic::Percentile || choice.percentile == goal.percentile)
           && (choice.statistic != GoalStatistic::Rate || choice.unit == goal.unit);
}

bool isMoreBetter(GoalMeasure measure)
{
    return measure == GoalMeasure::Requests || measure == GoalMeasure::Iterations
           || measure == GoalMeasure::Check;
}

double usualLimit(const Goal &goal)
{
    if (microsecondsOf(goal.unit) > 0)
        return 500'000 / microsecondsOf(goal.unit);
    if (goal.unit == GoalUnit::Percent)
        return isMoreBetter(goal.measure) ? 99 : 1;
    return 100;
}

bool isSameKind(GoalUnit one, GoalUnit other)
{
    return one == other || (microsecondsOf(one) > 0 && microsecondsOf(other) > 0);
}

void apply(const Choice &choice, Goal &goal)
{
    const auto before = goal.unit;
    goal.statistic = choice.statistic;
    goal.percentile = choice.percentile;
    if (choice.statistic == GoalStatistic::Rate
        || !GoalWords::unitsOf(goal.statistic, goal.measure).contains(goal.unit))
        goal.unit = choice.unit;
    if (!isSameKind(before, goal.unit))
        goal.limit = usualLimit(goal); // 500 ms are no 500 %
}

QString statusText(const StatusRange &statuses)
{
    return statuses.first == statuses.last ? QString::number(statuses.first)
                                           : QString::number(statuses.first / 100) + QLatin1String("xx");
}

StatusRange statusOf(const QString &text)
{
    if (text.size() != 3 || !text.at(0).isDigit())
        return {};
    const int hundreds = text.at(0).digitValue() * 100;
    if (text.endsWith(QLatin1String("xx")))
        return {hundreds, hundreds + 99};
    return {text.toInt(), text.toInt()};
}

template <typename T>
void select(QComboBox *list, T value)
{
    list->setCurrentIndex(list->findData(int(value)));
}

} // namespace

GoalForm::GoalForm(NamesOf namesOf, QWidget *parent)
    : QWidget(parent)
    , m_namesOf(std::move(namesOf))
    , m_form(new QFormLayout(this))
    , m_wheelGuard(new WheelGuard(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setVerticalSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    makeWhat();
    makeLimit();
    makeAbort();
    connectFields();
    showGoal();
}

QComboBox *GoalForm::addList(const char *name, const QString &label, const QString &toolTip)
{
    auto *list = new QComboBox;
    list->setObjectName(QLatin1String(name));
    list->setToolTip(toolTip);
    list->setAccessibleName(label);
    // As narrow as the panel is; the longest entry is seen when the list is open.
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(8);
    m_wheelGuard->guard(list);
    auto *caption = new PlainLabel(label);
    caption->setBuddy(list);
    m_form->addRow(caption, list);
    return list;
}

void GoalForm::makeWhat()
{
    m_measure = addList("goalMeasure", tr("Measure"), tr("What the goal is about"));
    for (const auto &word : GoalWords::Measures)
        m_measure->addItem(GoalText::measure(word.value), int(word.value));
    m_measure->addItem(GoalText::measure(GoalMeasure::Trust), int(GoalMeasure::Trust));
    m_status = addList("goalStatus", tr("Status"), tr("All statuses of a class, 5xx, or a single one, 404"));
    m_status->setEditable(true);
    m_status->addItems(
        {QStringLiteral("5xx"), QStringLiteral("4xx"), QStringLiteral("3xx"), QStringLiteral("2xx")});
    m_status->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[1-5](xx|[0-9]{2})")), m_status));
    m_name = addList("goalName", tr("Name"),
                     tr("A single endpoint, scenario, step and so on; empty: all of them"));
    m_name->setEditable(true);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    m_statistic = addList("goalStatistic", tr("Statistic"), tr("What is made of all that was measured"));
}

void GoalForm::makeLimit()
{
    m_comparison = addList("goalComparison", tr("Goal is"), tr("On which side of the limit it should be"));
    for (const auto comparison : {GoalComparison::Below, GoalComparison::AtMost, GoalComparison::Above,
                                  GoalComparison::AtLeast, GoalComparison::Equal})
        m_comparison->addItem(GoalText::comparison(comparison), int(comparison));

    m_limit = new NumberBox;
    m_limit->setObjectName(QStringLiteral("goalLimit"));
    m_limit->setMinimum(-NumberBox::Largest); // of a gauge
    m_limit->setToolTip(tr("The limit"));
    m_limit->setAccessibleName(tr("Limit"));
    m_unit = new QComboBox;
    m_unit->setObjectName(QStringLiteral("goalUnit"));
    m_unit->setToolTip(tr("The unit of the limit"));
    m_unit->setAccessibleName(tr("Unit"));
    m_wheelGuard->guard(m_limit);
    m_wheelGuard->guard(m_unit);
    m_limitRow = new QHBoxLayout;
    m_limitRow->setSpacing(6);
    m_limitRow->addWidget(m_limit, 1);
    m_limitRow->addWidget(m_unit);
    auto *caption = new PlainLabel(tr("Limit"));
    caption->setBuddy(m_limit);
    m_form->addRow(caption, m_limitRow);
}

void GoalForm::makeAbort()
{
    m_aborts = new QCheckBox(tr("Stop if broken"));
    m_aborts->setObjectName(QStringLiteral("goalAborts"));
    m_aborts->setToolTip(tr("The run is stopped when the goal is broken, once there has been load for this "
                            "time"));
    m_delay = new TimeSpinBox(tr("at once"));
    m_delay->setObjectName(QStringLiteral("goalDelay"));
    m_delay->setAccessibleName(tr("Load before the goal may stop the run"));
    m_delay->setToolTip(m_aborts->toolTip());
    m_wheelGuard->guard(m_delay);
    m_form->addRow(m_aborts, m_delay);
}

void GoalForm::connectFields()
{
    for (const auto *list : {m_measure, m_comparison, m_unit})
        connect(list, &QComboBox::activated, this, &GoalForm::read);
    connect(m_statistic, &QComboBox::activated, this, [this] {
        readStatistic();
        showGoal();
        Q_EMIT edited();
    });
    for (const auto *list : {m_status, m_name})
        connect(list, &QComboBox::editTextChanged, this, &GoalForm::read);
    connect(m_limit, &NumberBox::valueChanged, this, &GoalForm::read);
    connect(m_aborts, &QCheckBox::toggled, this, &GoalForm::read);
    connect(m_delay, &TimeSpinBox::valueChanged, this, &GoalForm::read);
    connect(m_delay, &TimeSpinBox::problemChanged, this, &GoalForm::edited);
}

void GoalForm::setGoal(const Goal &goal)
{
    m_goal = goal;
    dropTyping();
    showGoal();
}

QString GoalForm::problem() const
{
    return m_delay->problem();
}

void GoalForm::dropTyping()
{
    const QSignalBlocker blocker(m_delay);
    m_delay->dropTyping();
}

void GoalForm::read()
{
    const auto before = m_goal.measure;
    m_goal.measure = GoalMeasure(m_measure->currentData().toInt());
    m_goal.comparison = GoalComparison(m_comparison->currentData().toInt());
    m_goal.limit = m_limit->value();
    m_goal.name = m_name->currentText().trimmed();
    m_goal.abortAfter = m_aborts->isChecked() ? std::optional(m_delay->value()) : std::nullopt;
    if (m_unit->currentIndex() >= 0)
        m_goal.unit = GoalUnit(m_unit->currentData().toInt());
    m_goal.statuses =
        m_goal.measure == GoalMeasure::Status ? statusOf(m_status->currentText()) : StatusRange();
    if (before != m_goal.measure)
        fitToMeasure();
    m_delay->setEnabled(m_aborts->isChecked());
    Q_EMIT edited();
}

void GoalForm::readStatistic()
{
    const auto choices = choicesFor(m_goal);
    const int chosen = m_statistic->currentData().toInt();
    if (chosen >= 0 && chosen < choices.size())
        apply(choices.at(chosen), m_goal);
}

void GoalForm::fitToMeasure()
{
    if (m_goal.measure == GoalMeasure::Trust) {
        const auto abortAfter = m_goal.abortAfter;
        m_goal = Goal::trust();
        m_goal.abortAfter = abortAfter;
        showGoal();
        return;
    }
    const auto choices = choicesFor(m_goal);
    const bool fits = std::any_of(choices.begin(), choices.end(),
                                  [this](const Choice &choice) { return isOf(choice, m_goal); });
    if (!fits) {
        // A share says more than a count of which nobody knows how many there will be.
        const auto usual = std::find_if(choices.begin(), choices.end(), [](const Choice &choice) {
            return choice.statistic == GoalStatistic::Rate || choice.percentile == 95;
        });
        apply(usual == choices.end() ? choices.constFirst() : *usual, m_goal);
    }
    if (m_goal.measure == GoalMeasure::Status && m_goal.statuses.first == 0)
        m_goal.statuses = {500, 599};
    m_goal.comparison = isMoreBetter(m_goal.measure) ? GoalComparison::Above : GoalComparison::Below;
    m_goal.name.clear(); // it was that of another kind of thing
    showGoal();
}

void GoalForm::showGoal()
{
    const QSignalBlocker blockers[] = {QSignalBlocker(m_measure), QSignalBlocker(m_status),
                                       QSignalBlocker(m_name),    QSignalBlocker(m_comparison),
                                       QSignalBlocker(m_aborts),  QSignalBlocker(m_delay)};
    select(m_measure, m_goal.measure);
    select(m_comparison, m_goal.comparison);
    m_form->setRowVisible(m_status, m_goal.measure == GoalMeasure::Status);
    const bool hasParts = m_goal.measure != GoalMeasure::Trust; // that is only ok or not
    for (auto *field : {m_name, m_statistic, m_comparison})
        m_form->setRowVisible(field, hasParts);
    m_form->setRowVisible(m_limitRow, hasParts);
    if (m_goal.statuses.first > 0)
        m_status->setEditText(statusText(m_goal.statuses));
    showStatistics();
    showUnits();
    updateNames();
    showValue(m_limit, m_goal.limit);
    m_aborts->setChecked(m_goal.abortAfter.has_value());
    if (m_goal.abortAfter)
        m_delay->setValue(*m_goal.abortAfter);
    m_delay->setEnabled(m_goal.abortAfter.has_value());
}

void GoalForm::showStatistics()
{
    m_statistic->clear();
    const auto choices = choicesFor(m_goal);
    for (int i = 0; i < choices.size(); ++i) {
        auto shown = m_goal;
        apply(choices.at(i), shown);
        m_statistic->addItem(GoalText::statistic(shown), i);
        if (isOf(choices.at(i), m_goal))
            m_statistic->setCurrentIndex(i);
    }
    const bool isUsual = std::any_of(choices.begin(), choices.end(),
                                     [this](const Choice &choice) { return isOf(choice, m_goal); });
    if (isUsual)
        return;
    m_statistic->insertItem(0, GoalText::statistic(m_goal), -1); // such as p97.5, which was typed as text
    m_statistic->setCurrentIndex(0);
}

void GoalForm::showUnits()
{
    m_unit->clear();
    const auto units = GoalWords::unitsOf(m_goal.statistic, m_goal.measure);
    const bool isTold = m_goal.statistic == GoalStatistic::Rate; // by the statistic
    for (const auto unit : units) {
        if (!isTold || unit == m_goal.unit)
            m_unit->addItem(toString(unit), int(unit));
    }
    select(m_unit, m_goal.unit);
    m_unit->setVisible(units.constFirst() != GoalUnit::None);
    m_unit->setEnabled(m_unit->count() > 1);
}

void GoalForm::updateNames()
{
    const QSignalBlocker blocker(m_name);
    m_name->clear();
    m_name->addItems(m_namesOf(m_goal.measure));
    m_name->setEditText(m_goal.name);
    const bool isNeeded = GoalWords::wordOf(m_goal.measure).nameUse == GoalWords::NameUse::Required;
    m_name->lineEdit()->setPlaceholderText(isNeeded ? tr("its name") : tr("all"));
}

} // namespace Molotov
