// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/historyfilter.h"
#include "ui/models/historytrend.h"
#include "ui/pageregistry.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QToolBar;

namespace Molotov {

class DataTable;
class ExportFlow;
class HistoryFlow;
class HistoryModel;
class TrendChart;
struct RunEntry;

/// The kept runs: a table to find one in, what can be done with it, and how its test went over time.
class HistoryPage : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPage(const PageContext &context, QWidget *parent = nullptr);

Q_SIGNALS:
    /// A person wants to compare two results, by their paths; the first one is the older one, or the one that
    /// is pinned. It is offered only while somebody is connected.
    void compareRequested(const QString &before, const QString &after);

protected:
    void showEvent(QShowEvent *event) override;
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    QWidget *makeList();
    QWidget *makeTools();
    QWidget *makeUndoStrip();
    QWidget *makeTrend();
    QWidget *makeEmpty();
    void makeTable();
    void makeActions();
    QAction *addAction(const QString &text, const QString &icon, const QKeySequence &shortcut,
                       void (HistoryPage::*what)());
    void connectParts();

    void showModel();
    void showTests();
    void showRemoved();
    void updateActions();
    void updateTrend();
    void select(const QString &path);
    QList<RunEntry> selected() const;

    void openSelected();
    void exportSelected();
    void renameSelected();
    void editNote();
    void togglePin();
    void removeSelected();
    void showInFolder();
    void compare();
    QPair<QString, QString> comparison() const;

    HistoryModel *m_model;
    HistoryFlow *m_flow;
    ExportFlow *m_exports;
    HistoryFilter m_filter;
    HistoryTrend m_trend;
    std::function<void(PageId)> m_go;
    DataTable *m_table;
    QLineEdit *m_search;
    QComboBox *m_tests;
    QToolBar *m_bar;
    QStackedWidget *m_pages; // the list, or that there are no runs
    QSplitter *m_splitter = nullptr;
    QLabel *m_problem;
    QWidget *m_undoStrip = nullptr;
    QLabel *m_removed;
    QLabel *m_trendTitle;
    QLabel *m_note;
    QList<TrendChart *> m_charts;
    QAction *m_open = nullptr;
    QAction *m_export = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_editNote = nullptr;
    QAction *m_pin = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_showInFolder = nullptr;
    QAction *m_compare = nullptr;
};

} // namespace Molotov
