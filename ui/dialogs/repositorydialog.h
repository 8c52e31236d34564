// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/recordtablemodel.h"
#include "ui/models/repositoryflow.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace Molotov {

class ProblemLabel;

/// Asks for a repository, shows what was found in it, and opens a test when a person agrees.
class RepositoryDialog : public QDialog
{
    Q_OBJECT

public:
    /// `flow` lives longer.
    explicit RepositoryDialog(RepositoryFlow *flow, QWidget *parent = nullptr);

    /// Fetches, or opens what was chosen of what is there.
    void accept() override;
    /// Cancels what is under way first.
    void reject() override;

private:
    QWidget *makeFields();
    QWidget *makeOffer();
    static QList<RecordTableModel<OfferedTest>::Column> columns();
    void show(const RepositoryOffer &offer);
    void dropOffer();
    const OfferedTest *chosen() const;
    void update();

    RepositoryFlow *m_flow;
    RecordTableModel<OfferedTest> m_tests;
    QComboBox *m_url;
    QLineEdit *m_ref;
    QLineEdit *m_profileFile;
    QProgressBar *m_progress;
    QLabel *m_line;
    ProblemLabel *m_problem;
    QLabel *m_empty;
    QLabel *m_checkout;
    QTableView *m_table;
    QLabel *m_notices;
    QWidget *m_offer;
    QPushButton *m_accept;
};

} // namespace Molotov
