// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>

#include <chrono>
#include <memory>

namespace Molotov {

/// A file, a pipe or the standard output that lines go to. A reader that does not read makes nobody wait for
/// longer than is said.
class OutputStream
{
    Q_DECLARE_TR_FUNCTIONS(OutputStream)

public:
    /// "-" is the standard output. A file that is there keeps its content until it is emptied.
    static Result<OutputStream> open(const QString &name);

    /// What is written to; for people.
    const QString &shownName() const { return m_shownName; }
    bool isFile() const { return m_isFile; }
    /// What a file begins with.
    Result<QByteArray> head(qint64 length) const;
    /// Removes all that is in a file.
    Status empty();

    /// Removes what it could write from the beginning of `bytes`; the rest is for another time. Waits for a
    /// slow reader no longer than `patience`.
    Status write(QByteArray &bytes, std::chrono::milliseconds patience);

private:
    Status openFile(const QString &name);
    Error error(const QString &why) const;

    QString m_name;
    QString m_shownName;
    bool m_isFile = false;
    std::unique_ptr<QFile> m_file;
};

} // namespace Molotov
