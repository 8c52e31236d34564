// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/filedrops.h"

#include "ui/models/documentflow.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace Molotov {

namespace {

/// The first file among what is dragged that a test can be made of.
QString usefulFile(const QMimeData *data)
{
    const auto urls = data->urls();
    for (const auto &url : urls) {
        if (url.isLocalFile() && DocumentFlow::canTake(url.toLocalFile()))
            return url.toLocalFile();
    }
    return {};
}

} // namespace

FileDrops::FileDrops(DocumentFlow *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
}

void FileDrops::watch(QWidget *window)
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool FileDrops::eventFilter(QObject *, QEvent *event)
{
    const auto type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::Drop)
        return false;
    auto *drop = static_cast<QDropEvent *>(event); // QDragEnterEvent is one, too
    const auto file = usefulFile(drop->mimeData());
    if (file.isEmpty() || !m_document->canTakeNow())
        return false;
    drop->acceptProposedAction();
    if (type == QEvent::Drop)
        m_document->take(file);
    return true;
}

} // namespace Molotov
