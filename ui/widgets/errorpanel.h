// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QWidget>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace Molotov {

class DataTable;
class ErrorModel;
class SampleView;

/// The errors of a run in a table, those that are new on top, with all that is known of the selected ones
/// beside it: the message with its stack, and the requests and responses of kept samples.
class ErrorPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ErrorPanel(ErrorModel *model, QWidget *parent = nullptr);

    /// To the clipboard, as plain text; all of them when none is selected.
    void copySelected() const;
    /// What is read just now: the sample, or what copySelected() copies.
    void copyShown() const;

private:
    void makeTable();
    QWidget *makeDetails();
    QPlainTextEdit *makeDescription();
    QWidget *makeList();
    QWidget *makeRow(const QList<QWidget *> &parts);
    void showPart(int tab);
    void explainCopy();
    void showTableMenu(const QPoint &position);
    void selectSomething();
    /// Of the rows that are selected; what is read of them or about to be copied stays where it is.
    void updateDetails();
    QString describe(const QList<int> &rows) const;

    ErrorModel *m_model; // outlives this
    DataTable *m_table;
    QLineEdit *m_filter;
    QPushButton *m_copy;
    QTabBar *m_parts;
    QStackedWidget *m_pages;
    QPlainTextEdit *m_details;
    SampleView *m_samples;
    QList<int> m_described; // rows whose details are shown
};

} // namespace Molotov
