// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/errorgroup.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace Molotov {

/// The text of a compiled scenario, and what can be told from it without running it.
class ScenarioModule
{
public:
    /// `sourceName`: the name that stack frames are to have.
    ScenarioModule(QString sourceName, QString code);

    const QString &sourceName() const { return m_sourceName; }
    const QString &code() const { return m_code; }

    /// The first import of a name that "molotov" does not export. The engine itself would hand the script
    /// `undefined` for it, and fail at its first use.
    std::optional<ScriptError> missingImport(const QStringList &exports) const;

    /// The frames of the user's own code in a stack of the engine, whose files are URLs. Those of the
    /// runtime, and of the functions that the compiler put at the head of the module, are left out.
    QList<StackFrame> frames(const QString &stack, const QString &moduleUrl) const;

private:
    QString m_sourceName;
    QString m_code;
    QSet<int> m_helperLines; // of the compiler's own functions
};

} // namespace Molotov
