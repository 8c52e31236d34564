// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profilefile.h"

#include <optional>

namespace Molotov {

/// Where a profile is kept: a file, and the name of its test in that file.
struct ProfilePlace
{
    QString path; ///< absolute; empty = not saved yet
    QString test;

    bool isSaved() const { return !path.isEmpty(); }
    bool operator==(const ProfilePlace &) const = default;
};

/// What is to be saved, and what is known of the file that it came from.
struct SaveOrder
{
    ProfilePlace place; ///< where to
    Profile profile;
    ProfilePlace source; ///< where it was opened or last saved
    ProfileFile sourceFile; ///< as it was read or written then; only looked at if `source` is saved
    bool isElsewhere =
        false; ///< the person has named the place: what is there is replaced only if they agree
    bool regardless = false; ///< the person has agreed to what Changed or Occupied warned of
};

/// What came of a SaveOrder.
struct SaveOutcome
{
    enum class Kind {
        Saved,
        Changed, ///< nothing written: the file is no longer as it was when it was opened
        Occupied, ///< nothing written: the file that the person has named holds tests already
        Failed, ///< nothing written; `text` says why
    };

    Kind kind = Kind::Failed;
    ProfileFile file; ///< when Saved: as written; when Occupied: as it is
    QString text;
};

/// Saves a profile in its file; the other tests of that file, and what we do not know of it, stay as they
/// are. Blocks on the disk: not for the GUI's thread.
SaveOutcome saveProfile(const SaveOrder &order);

} // namespace Molotov
