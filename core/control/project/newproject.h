// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

namespace Molotov {

/// A test to begin with: a scenario file that works at once, a profile file with a big, a small and a smoke
/// test, and what an editor needs to complete and check the scenario.
class NewProject
{
    Q_DECLARE_TR_FUNCTIONS(NewProject)

public:
    enum class Language { TypeScript, JavaScript };

    /// Where molotov-demo listens by default.
    static inline const QString DemoUrl = QStringLiteral("http://127.0.0.1:8089");

    QString folder; ///< is made if it is not there
    QString baseUrl = DemoUrl;
    Language language = Language::TypeScript;

    struct File
    {
        QString name; ///< in `folder`
        QByteArray text;
    };
    /// What write() writes, the profile file first.
    QList<File> files() const;

    /// Writes the files and returns their absolute paths, the profile file first. Overwrites nothing: when a
    /// file is there already or one cannot be written, nothing is left behind and the error says which.
    Result<QStringList> write() const;

private:
    Status check(const QStringList &paths) const;
};

} // namespace Molotov
