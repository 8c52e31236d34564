// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/actioncard.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace Molotov {

namespace {

constexpr int Radius = 8;

QColor mixed(const QColor &one, const QColor &other, double part)
{
    const auto mix = [part](double a, double b) { return a + (b - a) * part; };
    return QColor::fromRgbF(float(mix(one.redF(), other.redF())), float(mix(one.greenF(), other.greenF())),
                            float(mix(one.blueF(), other.blueF())));
}

} // namespace

ActionCard::ActionCard(Size size, const QString &title, const QString &detail, QWidget *parent)
    : QAbstractButton(parent)
    , m_size(size)
    , m_detail(detail)
{
    setText(title);
    setAccessibleDescription(detail);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum); // may need more than one line
    policy.setHeightForWidth(hasHeightForWidth());
    setSizePolicy(policy);
}

QSize ActionCard::sizeHint() const
{
    const int lines = QFontMetrics(titleFont()).height() + fontMetrics().height();
    return {420, lines + 2 * padding() + 2};
}

QSize ActionCard::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

int ActionCard::heightForWidth(int width) const
{
    const QRect room(0, 0, width - textLeft() - padding(), 10'000);
    const auto detail = fontMetrics().boundingRect(room, Qt::TextWordWrap, m_detail);
    return QFontMetrics(titleFont()).height() + detail.height() + 2 * padding() + 2;
}

void ActionCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &colors = palette();
    const bool large = m_size == Size::Large;
    auto ground = large ? colors.color(QPalette::Base) : colors.color(QPalette::Window);
    if (underMouse() && isEnabled())
        ground = mixed(ground, colors.color(QPalette::Highlight), isDown() ? 0.24 : 0.12);
    auto border =
        mixed(colors.color(QPalette::Window), colors.color(QPalette::WindowText), large ? 0.18 : 0.0);
    if (!large && underMouse())
        border = ground;
    if (hasFocus())
        border = colors.color(QPalette::Highlight);
    painter.setPen(QPen(border, hasFocus() ? 2 : 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Radius, Radius);

    const int side = iconSide();
    const QRect place(padding(), (height() - side) / 2, side, side);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    icon().paint(&painter, mirrored ? QStyle::visualRect(Qt::RightToLeft, rect(), place) : place,
                 Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
    paintText(painter);
}

void ActionCard::paintText(QPainter &painter) const
{
    const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    const QFontMetrics metrics(titleFont());
    QRect room = rect().adjusted(textLeft(), padding(), -padding(), -padding());
    if (layoutDirection() == Qt::RightToLeft)
        room = QStyle::visualRect(Qt::RightToLeft, rect(), room);
    painter.setFont(titleFont());
    painter.setPen(palette().color(group, QPalette::WindowText));
    painter.drawText(room, Qt::AlignTop | Qt::AlignLeading | Qt::TextSingleLine,
                     metrics.elidedText(text(), Qt::ElideMiddle, room.width()));
    room.setTop(room.top() + metrics.height());
    painter.setFont(font());
    // Also of a card that is disabled: it says why.
    painter.setPen(mixed(palette().color(QPalette::Active, QPalette::WindowText),
                         palette().color(QPalette::Window), 0.32));
    if (m_size == Size::Large)
        painter.drawText(room, Qt::AlignTop | Qt::AlignLeading | Qt::TextWordWrap, m_detail);
    else
        painter.drawText(room, Qt::AlignTop | Qt::AlignLeading | Qt::TextSingleLine,
                         fontMetrics().elidedText(m_detail, Qt::ElideMiddle, room.width()));
}

bool ActionCard::event(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    return QAbstractButton::event(event);
}

QFont ActionCard::titleFont() const
{
    auto result = font();
    if (m_size == Size::Large) {
        result.setBold(true);
        result.setPointSizeF(result.pointSizeF() * 1.1);
    }
    return result;
}

int ActionCard::iconSide() const
{
    return fontMetrics().height() * (m_size == Size::Large ? 2 : 1);
}

int ActionCard::padding() const
{
    return m_size == Size::Large ? 14 : 8;
}

int ActionCard::textLeft() const
{
    return padding() + iconSide() + (m_size == Size::Large ? 14 : 10);
}

} // namespace Molotov
