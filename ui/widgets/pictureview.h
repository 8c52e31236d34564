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
    /// A picture of more points is not shown: to read it would make the window wait.
    static constexpr qint64 MostPoints = 16'000'000;

    using QWidget::QWidget;

    /// False: it cannot be read, or has too many points.
    bool setPicture(const QByteArray &bytes);
    QSize pictureSize() const { return m_picture.size(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QPixmap m_picture;
};

} // namespace Molotov
