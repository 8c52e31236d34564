// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace Molotov {

class ProblemLabel;
class ProblemMark;
class ScenarioFollower;

/// What is run: the scenario file, the scenarios that are in it, and the base URL.
class ScenarioSection : public QWidget
{
    Q_OBJECT

public:
    /// `follower` lives longer.
    explicit ScenarioSection(ScenarioFollower *follower, QWidget *parent = nullptr);

    void showProfile(const Profile &profile);
    void showProblems(const QMap<ProfileField, QString> &problems);
    void writeTo(Profile &profile) const;
    /// The fields themselves are left to setFieldsReadOnly().
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();
    /// A person wants to choose the scenario file in a dialog.
    void browseRequested();
    /// A person wants to see what this scenario does.
    void tryRequested(const QString &scenario);

private:
    QWidget *makeFileRow();
    void makeList();
    void showListMenu(const QPoint &position);
    void updateList();

    ScenarioFollower *m_follower;
    QLineEdit *m_file;
    QToolButton *m_browse;
    ProblemLabel *m_fileProblem;
    QTableView *m_list;
    QLabel *m_hint; // in the place of an empty list
    QLineEdit *m_baseUrl;
    QStackedWidget *m_below; // the list, the hint or what is wrong with the file
    ProblemMark *m_baseUrlMark = nullptr;
};

} // namespace Molotov
