// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/filedrops.h"

#include "ui/models/documentflow.h"
#include "ui/models/historyflow.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include <algorithm>

namespace Molotov {

FileDrops::FileDrops(DocumentFlow *document, HistoryFlow *history, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_history(history)
{
}

void FileDrops::watch(QWidget *window)
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool FileDrops::canTake(const QString &file) const
{
    if (HistoryFlow::isResult(file))
        return true; // it takes no place that a run needs
    return DocumentFlow::canTake(file) && m_document->canTakeNow();
}

void FileDrops::take(const QString &file)
{
    if (HistoryFlow::isResult(file))
        m_history->open(file);
    else
        m_document->take(file);
}

bool FileDrops::eventFilter(QObject *, QEvent *event)
{
    const auto type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::Drop)
        return false;
    auto *drop = static_cast<QDropEvent *>(event); // QDragEnterEvent is one, too
    const auto urls = drop->mimeData()->urls();
    // The first one that something can be done with.
    const auto useful = std::find_if(urls.begin(), urls.end(), [this](const QUrl &url) {
        return url.isLocalFile() && canTake(url.toLocalFile());
    });
    if (useful == urls.end())
        return false;
    drop->acceptProposedAction();
    if (type == QEvent::Drop)
        take(useful->toLocalFile());
    return true;
}

} // namespace Molotov
