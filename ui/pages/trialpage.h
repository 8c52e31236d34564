// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/pageregistry.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace Molotov {

class DataTable;
class ExchangeView;
class LogPanel;
class StateBanner;

/// What the test sends and gets when each scenario runs once: every exchange, and what the scripts wrote.
class TrialPage : public QWidget
{
    Q_OBJECT

public:
    explicit TrialPage(const PageContext &context, QWidget *parent = nullptr);

private:
    QWidget *makeEmpty();
    QWidget *makeResult();
    QWidget *makeTools();
    void makeTable();
    void showState();
    void updateButton();
    void showSelected();
    void setFilter(const QString &text);

    TrialModels *m_models;
    QAction *m_try;
    std::function<void(const QString &)> m_tryOnce;
    QSortFilterProxyModel m_lines; // of the log
    QStackedWidget *m_pages; // what it is for, or a trial
    StateBanner *m_banner;
    QPushButton *m_again; // or stop
    QLineEdit *m_filter;
    DataTable *m_table;
    ExchangeView *m_exchange;
    LogPanel *m_log;
};

} // namespace Molotov
