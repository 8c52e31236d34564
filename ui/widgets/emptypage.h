// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QPushButton;
class QWidget;

namespace Molotov {

/// What a page shows as long as there is nothing for it: a text, and below it what to do next.
QWidget *makeEmptyPage(const QString &text, QPushButton *next);

} // namespace Molotov
