// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"

#include <QByteArray>

/// The lines of `--json-lines`, each a JSON object and a line feed. README.md has what is in them.
namespace Molotov::JsonLines {

/// How files of such lines begin.
bool isBegin(const QByteArray &head);

QByteArray begin(const RunInfo &info);
QByteArray second(const RunSecond &second);
QByteArray error(const ErrorGroup &group);
QByteArray marker(const RunMarker &marker);
/// `dropped`: lines that are not there.
QByteArray end(const RunOutcome &outcome, qint64 dropped);

} // namespace Molotov::JsonLines
