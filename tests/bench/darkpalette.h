// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPalette>

namespace Molotov {

/// A dark palette as desktops have it.
inline QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x23272e));
    palette.setColor(QPalette::WindowText, QColor(0xe4e7eb));
    palette.setColor(QPalette::Base, QColor(0x1b1e23));
    palette.setColor(QPalette::AlternateBase, QColor(0x20242a));
    palette.setColor(QPalette::Text, QColor(0xe4e7eb));
    palette.setColor(QPalette::PlaceholderText, QColor(0x98a0ab));
    palette.setColor(QPalette::Button, QColor(0x2d323a));
    palette.setColor(QPalette::ButtonText, QColor(0xe4e7eb));
    palette.setColor(QPalette::ToolTipBase, QColor(0x2d323a));
    palette.setColor(QPalette::ToolTipText, QColor(0xe4e7eb));
    palette.setColor(QPalette::Light, QColor(0x3a4049));
    palette.setColor(QPalette::Mid, QColor(0x1a1d22));
    palette.setColor(QPalette::Dark, QColor(0x14171b));
    palette.setColor(QPalette::Highlight, QColor(0x2f6fb0));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

} // namespace Molotov
