// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>

namespace Molotov {

/// What to write instead of the modules of another load testing tool, for those who bring a script along.
class OtherTools
{
    Q_DECLARE_TR_FUNCTIONS(OtherTools)

public:
    /// One sentence without its full stop; none for a name that no tool that we know has.
    static std::optional<QString> hintFor(const QString &importName);
    /// A warning if a scenario file has the options of k6, which would have no effect.
    static std::optional<QString> optionsWarning(const QString &fileName, const QByteArray &text,
                                                 const QStringList &exports);
};

} // namespace Molotov
