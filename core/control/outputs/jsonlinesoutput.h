// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/output.h"
#include "core/control/outputs/outputstream.h"

#include <QByteArray>
#include <QCoreApplication>

#include <chrono>
#include <memory>

namespace Molotov {

/// Writes a run as lines of JSON: one when it begins, one a second, one for each error that is new, and one
/// at its end.
class JsonLinesOutput : public Output
{
    Q_DECLARE_TR_FUNCTIONS(JsonLinesOutput)

public:
    /// What waits for a reader.
    static constexpr qsizetype MaxWaiting = 1 << 20;

    /// A file that is there is replaced, if it is one of such lines or empty.
    static Result<std::unique_ptr<Output>>
    open(const QString &name, std::chrono::milliseconds lastPatience = std::chrono::seconds(5));

    Status write(const OutputNews &news) override;
    QString losses() const override;

private:
    JsonLinesOutput(OutputStream stream, std::chrono::milliseconds lastPatience);

    void add(const QByteArray &line);

    OutputStream m_stream;
    const std::chrono::milliseconds m_lastPatience; // for what is left at the end
    QByteArray m_waiting;
    qsizetype m_knownErrors = 0; // error groups that have their line
    qint64 m_dropped = 0; // lines
};

} // namespace Molotov
