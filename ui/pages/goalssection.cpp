// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/goalssection.h"

#include "ui/fields/plainlabel.h"
#include "ui/fields/problemlabel.h"
#include "ui/fields/problemmark.h"
#include "ui/icons.h"
#include "ui/models/metricsmodels.h"
#include "ui/pages/goalform.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace Molotov {

namespace {

constexpr int MostVisibleGoals = 6;

QToolButton *makeEditButton(const QString &icon, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setIcon(paletteIcon(icon));
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    return button;
}

/// Marks the texts that are no goals.
class GoalDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static int heightOf(const QFontMetrics &metrics) { return metrics.height() + 6; }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), heightOf(option.fontMetrics)};
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(GoalListModel::ProblemRole).toString().isEmpty())
            return;
        const auto color = Theme(option->palette).errorText();
        option->palette.setColor(QPalette::Text, color);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(1, 1) * option->fontMetrics.height();
        option->icon = tintedIcon(QStringLiteral("problem"), color);
    }
};

} // namespace

GoalsSection::GoalsSection(const QAbstractItemModel *scenarios, QWidget *parent)
    : QWidget(parent)
    , m_scenarios(scenarios)
    , m_list(new QListView)
    , m_add(makeEditButton(QStringLiteral("add"), tr("Add a goal")))
    , m_remove(makeEditButton(QStringLiteral("remove"), tr("Remove the selected goal")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(makeTitle());
    layout->addWidget(m_list);
    layout->addWidget(makeEditor());
    makeList();

    connect(&m_model, &GoalListModel::edited, this, &GoalsSection::onEdited);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { select(-1); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { select(current.row()); });
    update();
}

void GoalsSection::setMeasured(const MetricsModels *measured)
{
    m_measured = measured;
    m_form->updateNames();
}

QWidget *GoalsSection::makeTitle()
{
    auto *title = new QWidget;
    auto *label = new PlainLabel(tr("Goals"));
    label->setBuddy(m_list);
    m_mark = new ProblemMark(m_list, label); // the list owns it
    m_add->setObjectName(QStringLiteral("addGoal"));
    m_remove->setObjectName(QStringLiteral("removeGoal"));
    connect(m_add, &QToolButton::clicked, this, &GoalsSection::add);
    connect(m_remove, &QToolButton::clicked, this, &GoalsSection::remove);

    auto *layout = new QHBoxLayout(title);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(label, 1);
    layout->addWidget(m_add);
    layout->addWidget(m_remove);
    return title;
}

void GoalsSection::makeList()
{
    m_list->setObjectName(QStringLiteral("goals"));
    m_list->setAccessibleName(tr("Goals"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new GoalDelegate(this));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QWidget *GoalsSection::makeEditor()
{
    m_editor = new QWidget;
    m_form = new GoalForm([this](GoalMeasure measure) { return names(measure); });
    m_text = new QLineEdit;
    m_text->setObjectName(QStringLiteral("goalText"));
    m_text->setAccessibleName(tr("The goal as text"));
    m_text->setPlaceholderText(QStringLiteral("p95(latency) < 300 ms"));
    m_text->setAcceptDrops(false); // files are for the window
    m_asText = new QCheckBox(tr("Edit as text"));
    m_asText->setObjectName(QStringLiteral("goalAsText"));
    m_asText->setToolTip(tr("As it stands in a profile file and in options: p95(latency) < 300 ms"));
    m_problem = new ProblemLabel(m_text);
    auto *layout = new QVBoxLayout(m_editor);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_form);
    layout->addWidget(m_text);
    layout->addWidget(m_problem);
    layout->addWidget(m_asText);
    connect(m_form, &GoalForm::edited, this, [this] {
        m_model.setText(row(), m_form->goal().toString());
        onEdited(); // also for what is typed and no part of a goal
    });
    connect(m_text, &QLineEdit::textEdited, this,
            [this](const QString &text) { m_model.setText(row(), text); });
    connect(m_asText, &QCheckBox::clicked, this, &GoalsSection::showAsText);
    return m_editor;
}

void GoalsSection::showProfile(const Profile &profile)
{
    m_model.setTexts(profile.thresholds);
}

void GoalsSection::showProblems(const QMap<ProfileField, QString> &problems)
{
    m_mark->setProblem(problems.value(ProfileField::Thresholds));
}

void GoalsSection::writeTo(Profile &profile) const
{
    profile.thresholds = m_model.texts();
}

void GoalsSection::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_form->updateNames(); // of a run that may have ended
    update();
}

QString GoalsSection::problem() const
{
    return row() >= 0 && !m_asText->isChecked() ? m_form->problem() : QString();
}

QStringList GoalsSection::names(GoalMeasure measure) const
{
    QStringList names;
    const bool isOfScenarios = measure == GoalMeasure::Scenario || measure == GoalMeasure::Iterations
                               || measure == GoalMeasure::IterationsFailed;
    for (int i = 0; isOfScenarios && i < m_scenarios->rowCount(); ++i)
        names += m_scenarios->index(i, 0).data().toString();
    if (m_measured)
        names += m_measured->names(measure);
    names.removeDuplicates();
    return names;
}

int GoalsSection::row() const
{
    return m_list->currentIndex().row();
}

void GoalsSection::add()
{
    m_list->setCurrentIndex(m_model.index(m_model.addGoal()));
    (m_asText->isChecked() ? static_cast<QWidget *>(m_text) : m_form)->setFocus();
}

void GoalsSection::remove()
{
    if (row() >= 0)
        m_model.removeGoal(row());
    select(row());
}

void GoalsSection::select(int row)
{
    if (row >= 0)
        showAsText(!m_model.goal(row));
    update();
}

void GoalsSection::showAsText(bool asText)
{
    const auto goal = m_model.goal(row());
    m_asText->setChecked(asText);
    m_text->setVisible(asText);
    m_form->setVisible(!asText);
    if (m_text->text() != m_model.texts().at(row()))
        m_text->setText(m_model.texts().at(row()));
    if (goal)
        m_form->setGoal(*goal);
    update();
}

void GoalsSection::onEdited()
{
    update();
    Q_EMIT edited();
}

void GoalsSection::update()
{
    const int rows = qMin(m_model.rowCount(), MostVisibleGoals);
    m_list->setVisible(rows > 0);
    m_list->setFixedHeight(rows * GoalDelegate::heightOf(m_list->fontMetrics()) + 2 * m_list->frameWidth());
    const bool hasRow = row() >= 0 && row() < m_model.rowCount();
    m_editor->setVisible(hasRow);
    m_add->setEnabled(!m_readOnly);
    m_remove->setEnabled(!m_readOnly && hasRow);
    m_form->setEnabled(!m_readOnly);
    // A text that is no goal has no parts to choose.
    const bool isStuck = hasRow && m_asText->isChecked() && !m_model.goal(row());
    m_asText->setEnabled(!isStuck);
    const auto typing = problem();
    m_problem->setProblem(!hasRow ? QString() : typing.isEmpty() ? m_model.problem(row()) : typing);
}

} // namespace Molotov
