// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/hostsmodel.h"

#include <QWidget>

class QLabel;
class QTableView;
class QToolButton;

namespace Molotov {

/// A small table of hosts that have addresses of their own in a test, with its title.
class HostsField : public QWidget
{
    Q_OBJECT

public:
    explicit HostsField(QWidget *parent = nullptr);

    HostsModel &model() { return m_model; }
    const HostsModel &model() const { return m_model; }
    QTableView *table() const { return m_table; }
    QLabel *label() const { return m_label; }
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

private:
    QWidget *makeTitle();
    void makeTable();
    void add();
    void removeSelected();
    void updateTable();

    HostsModel m_model;
    QLabel *m_label;
    QTableView *m_table;
    QToolButton *m_add;
    QToolButton *m_remove;
};

} // namespace Molotov
