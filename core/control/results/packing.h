// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/protocol/messages.h"
#include "core/model/result.h"

#include <QByteArray>

namespace Molotov {

/// What was measured, as a result file keeps it: packed and compressed, a tenth of what it takes as CBOR.
///
/// A struct is the number of its fields and the fields in the order of fields(). A number is a varint (of
/// LEB128, signed ones in zigzag), a text its length in bytes and UTF-8, a double its eight bytes, a list its
/// length and its entries. Cells of a histogram are the differences from one to the next. All of it goes
/// through zlib.
///
/// A file of before has fewer fields than we know: those that are missing keep their defaults. So a struct in
/// it may get fields at its end, but none may be moved or taken away.
QByteArray pack(const Protocol::MetricsDelta &measured);

/// The error when these bytes were not made by pack().
Result<Protocol::MetricsDelta> unpack(const QByteArray &packed);

} // namespace Molotov
