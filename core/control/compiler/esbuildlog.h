// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QDir>

#include <optional>

namespace Molotov {

/// Puts what esbuild has to say into words.
class EsbuildLog
{
    Q_DECLARE_TR_FUNCTIONS(EsbuildLog)

public:
    /// The first error that esbuild wrote to `standardError`, as one sentence with file:line:column, and how
    /// many more there are. Places are relative to `folder`, the one of the scenario, in which esbuild ran.
    /// None if nothing in the text is an error in esbuild's form.
    static std::optional<Error> firstError(const QByteArray &standardError, const QDir &folder);
};

} // namespace Molotov
