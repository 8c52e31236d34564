// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>

#include <memory>

namespace Molotov::Cli {

/// Where what is told of a run goes. It is opened before the run, so that a place that cannot be written to
/// is known before anything is sent; an existing file stays as it is until then.
class OutputFile
{
    Q_DECLARE_TR_FUNCTIONS(OutputFile)

public:
    /// `name`: of a file, a pipe or a device; "-" is the standard output, and an empty one writes nowhere.
    /// `what` begins the sentence that it could not be written: "The summary".
    static Result<OutputFile> open(const QString &name, const QString &what);

    const QString &name() const { return m_name; }
    Status write(const QByteArray &content) const;

private:
    QString m_name;
    QString m_what;
    std::shared_ptr<QFile> m_stream; // none for a file
};

} // namespace Molotov::Cli
