// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme.h"

#include <QApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace Molotov {

namespace {

QColor mixed(const QColor &base, const QColor &other, double part)
{
    const auto channel = [part](int from, int to) { return int(std::lround(from + (to - from) * part)); };
    return QColor(channel(base.red(), other.red()), channel(base.green(), other.green()),
                  channel(base.blue(), other.blue()));
}

double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

Theme::Theme(const QPalette &palette)
    : m_palette(palette)
    , m_dark(palette.color(QPalette::Base).lightness() < 128)
{
}

QColor Theme::line(Line line) const
{
    switch (line) {
    case Line::Ok:
        return pick(0x0072b2, 0x56b4e9);
    case Line::Failed:
        return pick(0xd55e00, 0xff8c42);
    case Line::Requests:
        return pick(0x8a8f98, 0x9aa2ad);
    case Line::Redirection:
        return pick(0x63a6cf, 0x3d7ea8);
    case Line::ClientError:
        return pick(0xb38600, 0xf2d15c);
    case Line::ServerError:
        return pick(0xd55e00, 0xff8c42);
    case Line::OtherStatus:
        return pick(0x86608e, 0xc79fd0);
    case Line::NoResponse:
        return pick(0x3d434b, 0xdfe3e8);
    // Higher percentiles are further from the background.
    case Line::P50:
        return pick(0x7fb8a4, 0x3f8f75);
    case Line::P95:
        return pick(0x2f8f73, 0x6cc9ab);
    case Line::P99:
        return pick(0x0b4f3c, 0xd3f5e8);
    case Line::ResponseTime:
        return pick(0xb3560b, 0xf0a35e);
    case Line::Workers:
        return pick(0x6a5acd, 0xa79bf0);
    }
    Q_UNREACHABLE();
}

QColor Theme::cell(CellState state) const
{
    switch (state) {
    case CellState::Waiting:
        return pick(0xd5d9df, 0x3a3f46);
    case CellState::Running:
        return pick(0x0072b2, 0x56b4e9);
    case CellState::Thinking:
        return pick(0x9ccbe8, 0x2a5f85);
    case CellState::Failed:
        return pick(0xd55e00, 0xff8c42);
    case CellState::Done:
        return pick(0x9aa1aa, 0x767d87);
    case CellState::Lost:
        return pick(0x4a4f57, 0xa0a6af);
    }
    Q_UNREACHABLE();
}

QColor Theme::sign(CellState state) const
{
    const QColor background = cell(state);
    const QColor white(Qt::white);
    const QColor black(0x16191d);
    return contrastRatio(background, white) >= contrastRatio(background, black) ? white : black;
}

QColor Theme::tone(RunStatus::Tone tone) const
{
    switch (tone) {
    case RunStatus::Tone::Neutral:
        return pick(0x9aa1aa, 0x767d87);
    case RunStatus::Tone::Busy:
        return pick(0x0072b2, 0x56b4e9);
    case RunStatus::Tone::Good:
        return pick(0x00845f, 0x35c796);
    case RunStatus::Tone::Warning:
        return pick(0xc98a00, 0xf0b429);
    case RunStatus::Tone::Bad:
        return pick(0xc0392b, 0xff6b5e);
    }
    Q_UNREACHABLE();
}

QColor Theme::phase(size_t phase) const
{
    // Of Okabe and Ito, but for the one that is the longest mostly.
    const std::array<QColor, RestOfExchange> colors{pick(0x009e73, 0x35c796), pick(0xe69f00, 0xf0b429),
                                                    pick(0xcc79a7, 0xe08fc0), pick(0x0072b2, 0x3f8fd6),
                                                    pick(0x56b4e9, 0x8fd0f5), pick(0xd55e00, 0xff8c42),
                                                    pick(0xa9b0b9, 0x767d87)};
    return phase < RestOfExchange ? colors.at(phase) : pick(0xd5d9df, 0x4a4f57);
}

QColor Theme::toneBackground(RunStatus::Tone tone) const
{
    return mixed(m_palette.color(QPalette::Window), this->tone(tone), m_dark ? 0.18 : 0.10);
}

QColor Theme::errorText() const
{
    return pick(0xb3261e, 0xff8a80);
}

QColor Theme::warningText() const
{
    return pick(0x7a5200, 0xf0b429);
}

QColor Theme::secondaryText() const
{
    return mixed(m_palette.color(QPalette::Window), m_palette.color(QPalette::WindowText), 0.72);
}

QColor Theme::gridLine() const
{
    return mixed(m_palette.color(QPalette::Base), m_palette.color(QPalette::Text), 0.12);
}

QColor Theme::doubt() const
{
    auto color = tone(RunStatus::Tone::Warning);
    color.setAlphaF(m_dark ? 0.22F : 0.18F);
    return color;
}

void makeHintsLegible()
{
    QPalette colors = QApplication::palette();
    const QColor hint = Theme(colors).secondaryText();
    if (colors.color(QPalette::PlaceholderText) == hint)
        return;
    colors.setColor(QPalette::PlaceholderText, hint); // the others stay those of the system
    QApplication::setPalette(colors);
}

double contrastRatio(const QColor &left, const QColor &right)
{
    const auto [darker, lighter] = std::minmax({luminance(left), luminance(right)});
    return (lighter + 0.05) / (darker + 0.05);
}

QFont captionFont(const QFont &font)
{
    QFont caption = font;
    if (font.pointSizeF() > 0)
        caption.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.9));
    else
        caption.setPixelSize(std::max(9, int(font.pixelSize() * 0.9)));
    return caption;
}

} // namespace Molotov
