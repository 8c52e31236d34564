// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/statuslight.h"

#include "ui/theme.h"

#include <QPainter>

namespace Molotov {

namespace {

constexpr int LightSize = 12;

} // namespace

StatusLight::StatusLight(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(LightSize, LightSize);
}

void StatusLight::setTone(RunStatus::Tone tone)
{
    if (std::exchange(m_tone, tone) != tone)
        update();
}

void StatusLight::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto color = Theme(palette()).tone(m_tone);
    const auto place = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(color, 1.6));
    switch (m_tone) {
    case RunStatus::Tone::Neutral:
    case RunStatus::Tone::Busy:
        painter.drawEllipse(place);
        return;
    case RunStatus::Tone::Good:
        painter.setBrush(color);
        painter.drawEllipse(place);
        return;
    case RunStatus::Tone::Warning:
    case RunStatus::Tone::Bad:
        painter.setBrush(color);
        painter.drawPolygon(
            QPolygonF({{place.center().x(), place.top()}, place.bottomRight(), place.bottomLeft()}));
        return;
    }
}

} // namespace Molotov
