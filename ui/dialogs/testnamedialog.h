// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStringListModel;

namespace Molotov {

/// Picks one of the tests of a profile file, or names one that is to be saved in it.
class TestNameDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Use {
        Choose, ///< one that is there
        Name, ///< any name; one that is there is replaced
    };

    TestNameDialog(Use use, const QString &path, const QStringList &names, QWidget *parent = nullptr);

    void setName(const QString &name);

Q_SIGNALS:
    /// When the dialog was accepted.
    void chosen(const QString &name);

private:
    QWidget *makeNameField();
    void update();
    QString name() const;

    QStringListModel *m_model;
    QListView *m_list;
    QLineEdit *m_edit = nullptr; // only to name
    QLabel *m_hint = nullptr; // only to name
    QPushButton *m_accept;
    QStringList m_names;
};

} // namespace Molotov
