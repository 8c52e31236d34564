// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/hostsfield.h"

#include "ui/fields/plainlabel.h"
#include "ui/icons.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace Molotov {

namespace {

constexpr int MaxVisibleHosts = 4;

QToolButton *makeHostButton(const QString &icon, const char *name, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(paletteIcon(icon));
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    return button;
}

} // namespace

HostsField::HostsField(QWidget *parent)
    : QWidget(parent)
    , m_label(new PlainLabel(tr("Addresses of hosts")))
    , m_table(new QTableView)
    , m_add(makeHostButton(QStringLiteral("add"), "addHost", tr("Give a host another address")))
    , m_remove(makeHostButton(QStringLiteral("remove"), "removeHost", tr("Remove the selected hosts")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(makeTitle());
    layout->addWidget(m_table);
    makeTable();

    connect(&m_model, &HostsModel::edited, this, &HostsField::edited);
    connect(m_add, &QToolButton::clicked, this, &HostsField::add);
    connect(m_remove, &QToolButton::clicked, this, &HostsField::removeSelected);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &HostsField::updateTable);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &HostsField::updateTable);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HostsField::updateTable);
    updateTable();
}

QWidget *HostsField::makeTitle()
{
    auto *title = new QWidget;
    m_label->setBuddy(m_table);
    auto *layout = new QHBoxLayout(title);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_add);
    layout->addWidget(m_remove);
    return title;
}

void HostsField::makeTable()
{
    m_table->setAccessibleName(tr("Addresses of hosts"));
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
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
}

void HostsField::setReadOnly(bool readOnly)
{
    m_model.setReadOnly(readOnly);
    updateTable();
}

void HostsField::add()
{
    const auto index = m_model.index(m_model.addRow(), int(HostsModel::Column::Host));
    m_table->setCurrentIndex(index);
    m_table->edit(index);
}

void HostsField::removeSelected()
{
    QList<int> rows;
    const auto selected = m_table->selectionModel()->selectedRows();
    for (const auto &index : selected)
        rows.append(index.row());
    m_model.removeHosts(rows);
}

void HostsField::updateTable()
{
    const int rows = qBound(1, m_model.rowCount(), MaxVisibleHosts);
    m_table->setVisible(m_model.rowCount() > 0);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
                            + rows * m_table->verticalHeader()->defaultSectionSize()
                            + 2 * m_table->frameWidth());
    m_add->setEnabled(!m_model.isReadOnly());
    m_remove->setEnabled(!m_model.isReadOnly() && m_table->selectionModel()->hasSelection());
}

} // namespace Molotov
