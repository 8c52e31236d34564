// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/importtrace.h"
#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>

#include <optional>

namespace Molotov {

/// Why esbuild did not succeed.
struct EsbuildFailure
{
    Error error;
    std::optional<ImportTrace> trace; ///< leads to a better explanation
};

/// Puts what esbuild has to say into words.
class EsbuildLog
{
    Q_DECLARE_TR_FUNCTIONS(EsbuildLog)

public:
    /// The first error that esbuild wrote to `standardError`, as one sentence with file:line:column, and how
    /// many more there are. Places are relative to the folder of `scope`, in which esbuild ran. None if
    /// nothing in the text is an error in esbuild's form.
    static std::optional<EsbuildFailure> firstError(const QByteArray &standardError,
                                                    const ImportScope &scope);
};

} // namespace Molotov
