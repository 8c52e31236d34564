// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/environmentsection.h"

#include "ui/fields/plainlabel.h"
#include "ui/fields/problemmark.h"
#include "ui/icons.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace Molotov {

namespace {

constexpr int MinVisibleRows = 1;
constexpr int MaxVisibleRows = 6;

QToolButton *makeButton(const QString &icon, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setIcon(paletteIcon(icon));
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    return button;
}

} // namespace

EnvironmentSection::EnvironmentSection(QWidget *parent)
    : QWidget(parent)
    , m_table(new QTableView)
    , m_add(makeButton(QStringLiteral("add"), tr("Add a variable")))
    , m_remove(makeButton(QStringLiteral("remove"), tr("Remove the selected variables")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(makeTitle());
    layout->addWidget(m_table);
    makeTable();

    connect(&m_model, &EnvironmentModel::edited, this, &EnvironmentSection::edited);
    connect(m_remove, &QToolButton::clicked, this, &EnvironmentSection::removeSelected);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &EnvironmentSection::updateTable);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &EnvironmentSection::updateTable);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &EnvironmentSection::updateTable);
    updateTable();
}

QWidget *EnvironmentSection::makeTitle()
{
    auto *title = new QWidget;
    auto *label = new PlainLabel(tr("&Environment variables"));
    label->setBuddy(m_table);
    m_mark = new ProblemMark(m_table, label); // the table owns it
    m_add->setObjectName(QStringLiteral("addVariable"));
    m_remove->setObjectName(QStringLiteral("removeVariable"));
    connect(m_add, &QToolButton::clicked, this, &EnvironmentSection::add);

    auto *layout = new QHBoxLayout(title);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(label, 1);
    layout->addWidget(m_add);
    layout->addWidget(m_remove);
    return title;
}

void EnvironmentSection::makeTable()
{
    m_table->setObjectName(QStringLiteral("environment"));
    m_table->setAccessibleName(tr("Environment variables"));
    m_table->setModel(&m_model);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                             | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(int(EnvironmentModel::Column::FromSystem), QHeaderView::ResizeToContents);
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
}

void EnvironmentSection::showProfile(const Profile &profile)
{
    m_model.setEnvironment(profile.environment);
}

void EnvironmentSection::showProblems(const QMap<ProfileField, QString> &problems)
{
    m_mark->setProblem(problems.value(ProfileField::Environment));
}

void EnvironmentSection::writeTo(Profile &profile) const
{
    profile.environment = m_model.environment();
}

void EnvironmentSection::setReadOnly(bool readOnly)
{
    m_model.setReadOnly(readOnly);
    updateTable();
}

void EnvironmentSection::add()
{
    const auto index = m_model.index(m_model.addRow(), int(EnvironmentModel::Column::Name));
    m_table->setCurrentIndex(index);
    m_table->edit(index);
}

void EnvironmentSection::removeSelected()
{
    QList<int> rows;
    const auto selected = m_table->selectionModel()->selectedRows();
    for (const auto &index : selected)
        rows.append(index.row());
    m_model.removeVariables(rows);
}

void EnvironmentSection::updateTable()
{
    const int rows = qBound(MinVisibleRows, m_model.rowCount(), MaxVisibleRows);
    m_table->setVisible(m_model.rowCount() > 0);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
                            + rows * m_table->verticalHeader()->defaultSectionSize()
                            + 2 * m_table->frameWidth());
    m_add->setEnabled(!m_model.isReadOnly());
    m_remove->setEnabled(!m_model.isReadOnly() && m_table->selectionModel()->hasSelection());
}

} // namespace Molotov
