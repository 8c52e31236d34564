// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

class QFile;

namespace Molotov::Cli {

/// Opens a pipe or a device to write to it, without waiting for anybody. It is an error when nobody reads
/// from a pipe.
Status openStream(const QString &name, QFile &stream);

} // namespace Molotov::Cli
