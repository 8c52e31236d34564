// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/batchoutput.h"
#include "core/control/outputs/influxlines.h"

#include <QCoreApplication>

namespace Molotov {

/// Writes each second of a run to InfluxDB by HTTP.
class InfluxOutput : public BatchOutput
{
    Q_DECLARE_TR_FUNCTIONS(InfluxOutput)

public:
    /// `url`: as in a profile. A token is its user info, or else the variable INFLUX_TOKEN.
    static Result<std::unique_ptr<Output>> open(const QString &url, const BatchTiming &timing = {});

    Status write(const OutputNews &news) override;
    QString losses() const override;

private:
    InfluxOutput(const QString &url, BatchTarget target, const BatchTiming &timing);

    InfluxLines m_lines;
    qint64 m_droppedSeconds = 0; // that never came here
};

} // namespace Molotov
