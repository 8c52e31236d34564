// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/synctodisk.h"

#include <io.h>

namespace Molotov {

bool syncToDisk(int descriptor)
{
    return ::_commit(descriptor) == 0;
}

} // namespace Molotov
