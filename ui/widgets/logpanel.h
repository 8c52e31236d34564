// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListView>

namespace Molotov {

/// What scripts wrote, line by line; follows the newest line while it stands at the end.
class LogPanel : public QListView
{
    Q_OBJECT

public:
    /// Shows a LogModel, or what a proxy lets through of one.
    explicit LogPanel(QAbstractItemModel *model, QWidget *parent = nullptr);

    /// What stands in the place of no lines.
    void setEmptyText(const QString &text) { m_emptyText = text; }

    /// The selected lines.
    QString selectedText() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_emptyText;
};

} // namespace Molotov
