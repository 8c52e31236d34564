// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/project/newproject.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QListView;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
class QStringListModel;

namespace Molotov {

class NewTestFlow;
class ProblemLabel;

/// Asks what a new test begins with: files that work at once, which it shows before they are written, or
/// nothing.
class NewTestDialog : public QDialog
{
    Q_OBJECT

public:
    /// `flow` lives longer.
    explicit NewTestDialog(NewTestFlow *flow, QWidget *parent = nullptr);

    void accept() override;

private:
    QWidget *makeFields();
    QWidget *makeFolder();
    QWidget *makePreview();
    void chooseFolder();
    NewProject project() const;
    void showFile();
    void update();

    NewTestFlow *m_flow;
    QRadioButton *m_files;
    QRadioButton *m_empty;
    QWidget *m_details;
    QLineEdit *m_folder;
    QComboBox *m_language;
    QLineEdit *m_baseUrl;
    QStringListModel *m_names;
    QListView *m_list;
    QPlainTextEdit *m_text;
    ProblemLabel *m_problem;
    QPushButton *m_accept;
};

} // namespace Molotov
