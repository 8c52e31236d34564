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

/// Puts all but the environment into a test as it was read, with the keys that we do not know.
void writeTest(QJsonObject &test, const Profile &profile, const QDir &folder);

/// Those of a test that mean nothing here: of the Python tool, or nobody's.
QStringList unusedKeys(const QJsonObject &test);

} // namespace Molotov
