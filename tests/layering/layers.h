// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDir>
#include <QStringList>

namespace Molotov::Layering {

/// Holds every source under app, core and ui against the rules of the layers: what it may include, whether it
/// may wait, how long it may be. `qtHeaders` is the folder with QtCore, QtWidgets and so on. One line for
/// each breach, sorted: "FILE:LINE: what is wrong".
QStringList checkSources(const QDir &root, const QDir &qtHeaders);

/// Holds the link lists of all targets against the layers. A line of `links` is "TARGET LIBRARY LIBRARY …".
QStringList checkLinks(const QStringList &links);

} // namespace Molotov::Layering
