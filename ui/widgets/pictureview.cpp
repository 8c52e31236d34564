// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/pictureview.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>

namespace Molotov {

bool PictureView::setPicture(const QByteArray &bytes)
{
    m_picture = {};
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    const auto size = reader.size();
    if (!size.isEmpty() && qint64(size.width()) * size.height() <= MostPoints)
        m_picture = QPixmap::fromImage(reader.read());
    update();
    return !m_picture.isNull();
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
