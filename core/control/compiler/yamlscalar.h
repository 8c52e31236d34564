// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace Molotov {

/// What a single value of YAML means.
class YamlScalar
{
    Q_DECLARE_TR_FUNCTIONS(YamlScalar)

public:
    /// As JSON, by the core schema of YAML 1.2. `tag` is "?" for a plain scalar and "!" for a quoted one, or
    /// what the file says. The error is a sentence without its full stop.
    static Result<QByteArray> toJson(const QByteArray &value, const QByteArray &tag);
    /// A text as JSON.
    static QByteArray quoted(const QByteArray &text);
    static QString unknownTag(const QByteArray &tag);
};

} // namespace Molotov
