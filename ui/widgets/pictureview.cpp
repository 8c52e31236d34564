// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/pictureview.h"

#include "ui/models/inbackground.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>

namespace Molotov {

bool PictureView::setPicture(const QByteArray &bytes)
{
    ++m_ticket;
    m_picture = {};
    update();
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    m_size = reader.size();
    if (m_size.isEmpty() || qint64(m_size.width()) * m_size.height() > MostPoints)
        return false;
    inBackground(
        this, [bytes] { return QImage::fromData(bytes); },
        [this, ticket = m_ticket](const QImage &picture) {
            if (ticket != m_ticket)
                return;
            m_picture = QPixmap::fromImage(picture);
            update();
        });
    return true;
}

void PictureView::paintEvent(QPaintEvent *)
{
    if (m_picture.isNull())
        return;
    constexpr int Margin = 8;
    const QRect room = rect().adjusted(Margin, Margin, -Margin, -Margin);
    auto size = m_picture.size();
    if (size.width() > room.width() || size.height() > room.height())
        size.scale(room.size(), Qt::KeepAspectRatio);
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(QRect(room.topLeft(), size), m_picture);
}

} // namespace Molotov
