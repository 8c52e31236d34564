// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Molotov {

/// Waits until what was written to a file is on its disk, which may fail even if the writing did not. On
/// false, errno says why.
bool syncToDisk(int descriptor);

} // namespace Molotov
