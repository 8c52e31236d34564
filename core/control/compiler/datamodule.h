// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace Molotov {

/// Turns a data file into what importing it gives: .csv, .json, .yaml, .yml, .txt and .pem, in letters of
/// either case.
class DataModule
{
    Q_DECLARE_TR_FUNCTIONS(DataModule)

public:
    static bool isDataFile(const QString &name);
    /// Of so many bytes, a file is better not taken in by esbuild, which makes a literal of it.
    static bool isLargeJson(const QString &name, qint64 size);
    /// Arguments that tell esbuild which loader to use for files of JSON, and for all others.
    static QStringList loaders(const QString &jsonLoader, const QString &loader);

    /// A JavaScript module; a byte order mark is dropped. The error names `shownName` and the line.
    static Result<QByteArray> fromFile(const QByteArray &content, const QString &shownName);
};

} // namespace Molotov
