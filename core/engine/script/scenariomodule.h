// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/errorgroup.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace Molotov {

/// The text of a compiled scenario, and what can be told from it without running it.
class ScenarioModule
{
public:
    /// What scenarios import.
    static constexpr QLatin1String MolotovModule{"molotov"};
    /// Where compiled modules find what they need of the runtime; the compiler lets no scenario import it.
    static constexpr QLatin1String RuntimeModule{"molotov-runtime"};

    /// `sourceName`: the name that stack frames are to have; `code`: as esbuild writes it.
    ScenarioModule(QString sourceName, const QString &code);

    const QString &sourceName() const { return m_sourceName; }
    /// As the engine is to load it.
    const QString &code() const { return m_code; }

    /// A script that has no syntax error if the module imports from nothing but MolotovModule and
    /// RuntimeModule: the engine takes no import in a script, so its own parser is the judge. Its lines are
    /// those of code(). The engine would read any other module from the disk.
    QString importCheck() const;

    /// The first import of a name that "molotov" does not export. The engine itself would hand the script
    /// `undefined` for it, and fail at its first use.
    std::optional<ScriptError> missingImport(const QStringList &exports) const;

    /// That the engine calls it by, in its stack frames.
    void setUrl(const QString &url) { m_url = url; }
    const QString &url() const { return m_url; }
    /// False for the functions that the compiler put at the head of the module.
    bool isUsersOwn(int line) const { return !m_helperLines.contains(line); }

private:
    QString m_sourceName;
    QString m_code;
    QString m_url;
    QSet<int> m_helperLines; // of the compiler's own functions
};

/// The frames of the user's own code in a stack of the engine; those of the runtime are left out.
QList<StackFrame> framesOf(const QString &stack, const std::vector<ScenarioModule> &modules);

} // namespace Molotov
