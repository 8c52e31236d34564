// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>

#include <memory>

namespace Molotov::Cli {

/// Where the summary of a run goes. It is opened before the run, so that a place that cannot be written to is
/// known before anything is sent; an existing file stays as it is until the summary is written.
class SummaryOutput
{
    Q_DECLARE_TR_FUNCTIONS(SummaryOutput)

public:
    /// `name`: of a file, a pipe or a device; "-" is the standard output, and an empty one writes nowhere.
    static Result<SummaryOutput> open(const QString &name);

    Status write(const QByteArray &json) const;

private:
    QString m_name;
    std::shared_ptr<QFile> m_stream; // none for a file
};

} // namespace Molotov::Cli
