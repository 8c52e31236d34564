// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/synctodisk.h"

#include <cerrno>
#include <unistd.h>

namespace Molotov {

bool syncToDisk(int descriptor)
{
    return ::fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS; // some file systems cannot
}

} // namespace Molotov
