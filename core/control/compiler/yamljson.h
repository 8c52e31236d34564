// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace Molotov {

/// Turns YAML 1.2 into JSON.
class YamlJson
{
    Q_DECLARE_TR_FUNCTIONS(YamlJson)

public:
    /// The JSON of the one document that `yaml` holds. Plain scalars mean what the core schema of YAML says,
    /// so that dates and "yes" are texts; a merge key (<<) adds what its aliases hold. The error names
    /// `shownName` and the line.
    ///
    /// Bounded: the text, its depth, and what it grows to when each alias is replaced.
    static Result<QByteArray> fromYaml(const QString &yaml, const QString &shownName);
};

} // namespace Molotov
