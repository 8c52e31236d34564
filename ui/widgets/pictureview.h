// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPixmap>
#include <QWidget>

namespace Molotov {

/// A picture that a server has sent, as large as it is, or as there is room.
class PictureView : public QWidget
{
    Q_OBJECT

public:
    /// A picture of more points is not shown: it would take more memory than it is worth.
    static constexpr qint64 MostPoints = 16'000'000;

    using QWidget::QWidget;

    /// False: it is none, or has too many points. Else it is seen as soon as it is read, which takes a large
    /// one half a second.
    bool setPicture(const QByteArray &bytes);
    QSize pictureSize() const { return m_size; }
    bool isRead() const { return !m_picture.isNull(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QSize m_size;
    QPixmap m_picture;
    quint64 m_ticket = 0; // of the last one that is read
};

} // namespace Molotov
