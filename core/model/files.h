// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>

namespace Molotov::Files {

/// What a file that a person names may hold at most, unless there is a reason for another limit.
constexpr qint64 MaxSize = 64 << 20;

/// Reads a whole file. A folder, a pipe, a device and a file of more than `limit` bytes are errors: reading
/// them may take for ever, or all the memory.
Result<QByteArray> read(const QString &path, qint64 limit = MaxSize);

/// Writes a file whole or not at all: until all of `content` is on the disk, what was there before stays.
Status replace(const QString &path, const QByteArray &content);

/// Writes a file that is not there yet; nothing is left of it when that fails.
Status create(const QString &path, const QByteArray &content);

/// Whether replace() can be expected to work: the folder is there and may be written to. Changes nothing.
Status canReplace(const QString &path);

} // namespace Molotov::Files
