// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace Molotov {

/// A drawing of resources/icons in the text colour of the palette that is in force when it is painted, so
/// that it can be read in light and dark.
QIcon paletteIcon(const QString &name);
/// The same in one colour, whatever the palette; paler when disabled.
QIcon tintedIcon(const QString &name, const QColor &color);

/// The program's own icon.
QIcon programIcon();

} // namespace Molotov
