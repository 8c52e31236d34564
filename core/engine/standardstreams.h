// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace Molotov {

/// The system's side of a helper's standard streams; one file for each family of systems.
namespace StandardStreams {

/// Keeps stdout for frames: returns a descriptor of it, after which whatever a library prints to stdout goes
/// to stderr. Both streams carry bytes as they are.
int takeOutput();

/// Waits for bytes on stdin; returns how many came, 0 at the end or when it is broken.
qint64 readInput(char *target, qint64 size);

/// Writes all, however long that takes; false when nobody reads any more.
bool writeAll(int descriptor, const char *data, qint64 size);

/// From now on neither Ctrl-C in the terminal of the parent nor SIGTERM ends this process, and writing into a
/// broken pipe is an error that can be handled: when a run ends is for the controller to say.
void ignoreSignals();

} // namespace StandardStreams

} // namespace Molotov
