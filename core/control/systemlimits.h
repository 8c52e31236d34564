// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

class QProcess;

namespace Molotov {

/// What the helpers that this process starts may have, once they have taken all that the system gives without
/// asking an administrator. One file for each family of systems.
SystemLimits systemLimits();

/// The program that `process` is going to start cannot take more memory than `bytes`, where the system can
/// see to that.
void limitMemory(QProcess &process, qint64 bytes);

} // namespace Molotov
