// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

#include <QDir>
#include <QJsonObject>
#include <QStringList>

namespace Molotov {

class JsonReader;

/// A test of a profile file; `path` are the keys that lead to it. Paths in it are relative to `folder`.
Profile readTest(JsonReader &reader, const QJsonObject &test, const QStringList &path, const QDir &folder);

/// What must be set in a test that says `before` so that it says `after`; all but the environment.
QJsonObject changedKeys(const Profile &before, const Profile &after, const QDir &folder);

/// A test as it is written for the first time: the main keys and what is no default, without the environment.
QJsonObject newTest(const Profile &profile, const QDir &folder);

/// Those of a test that mean nothing here: of the Python tool, or nobody's.
QStringList unusedKeys(const QJsonObject &test);

} // namespace Molotov
