// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QStringList>

class QDialogButtonBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace Molotov {

class ExportFlow;

/// Shows how an export goes on, and then where its files are. Deletes itself when it is closed.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `flow` has begun, and lives longer.
    explicit ExportDialog(ExportFlow *flow, QWidget *parent = nullptr);

    void reject() override;

private:
    void connectFlow();
    void showWritten(const QStringList &files);
    void showFailure(const QString &why);
    void end(const QString &headline, const QString &detail);

    ExportFlow *m_flow;
    QLabel *m_headline;
    QLabel *m_detail;
    QProgressBar *m_progress;
    QDialogButtonBox *m_buttons;
    QPushButton *m_open;
    QPushButton *m_showFolder;
    QStringList m_files; // that are written
};

} // namespace Molotov
