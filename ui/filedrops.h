// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QWidget;

namespace Molotov {

class DocumentFlow;
class HistoryFlow;

/// Takes the profiles, scenario files and results that are dropped anywhere on a window.
class FileDrops : public QObject
{
    Q_OBJECT

public:
    /// Neither is owned; both live longer.
    FileDrops(DocumentFlow *document, HistoryFlow *history, QObject *parent = nullptr);

    void watch(QWidget *window);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Whether something can be done with a file just now.
    bool canTake(const QString &file) const;
    void take(const QString &file);

    DocumentFlow *m_document;
    HistoryFlow *m_history;
};

} // namespace Molotov
