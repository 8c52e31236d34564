// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>

namespace Molotov {

/// A button as wide as its column: an icon, what it does, and below it a line that says more.
class ActionCard : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Size { Large, Small };

    ActionCard(Size size, const QString &title, const QString &detail, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return m_size == Size::Large; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QFont titleFont() const;
    int iconSide() const;
    int textLeft() const;
    int padding() const;
    void paintText(QPainter &painter) const;

    Size m_size;
    QString m_detail;
};

} // namespace Molotov
