// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

#include <QString>

/// What a result file, which people hand to others, must not hold.
namespace Molotov::Secrets {

/// Stands for a value that was left out.
inline QString mask()
{
    return QStringLiteral("***");
}

/// Whether a variable of this name holds a secret, as far as names tell.
bool isSecret(const QString &name);

/// Whether this part of a URL's query holds a secret.
bool isSecretOfUrl(const QString &name);

/// A URL of an output as it may be shown: without user info, which may be a token, and without the values of
/// secrets in its query.
QString maskedUrl(const QString &text);

/// The profile without the values of such variables and without secrets in its URLs.
Profile masked(Profile profile);

} // namespace Molotov::Secrets
