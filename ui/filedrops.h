// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QWidget;

namespace Molotov {

class DocumentFlow;

/// Takes the profiles and scenario files that are dropped anywhere on a window.
class FileDrops : public QObject
{
    Q_OBJECT

public:
    /// `document` is not owned; it lives longer.
    explicit FileDrops(DocumentFlow *document, QObject *parent = nullptr);

    void watch(QWidget *window);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    DocumentFlow *m_document;
};

} // namespace Molotov
