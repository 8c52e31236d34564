// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/heldports.h"
#include "core/control/outputs/output.h"
#include "core/control/outputs/prometheuspage.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <memory>

namespace Molotov {

class ScrapeServer;

/// Lets Prometheus, or whoever reads its format, fetch how a run stands from http://ADDRESS:PORT/metrics.
class PrometheusOutput : public Output
{
    Q_DECLARE_TR_FUNCTIONS(PrometheusOutput)

public:
    /// `place`: "[ADDRESS:]PORT", as in a profile. A port that an earlier run of `held` is about to leave is
    /// taken over with the first write(), which comes after that.
    static Result<std::unique_ptr<Output>> open(const QString &place, HeldPorts &held);
    ~PrometheusOutput() override;

    void moveToThread(QThread *thread) override;
    Status write(const OutputNews &news) override;
    QString losses() const override;

private:
    explicit PrometheusOutput(const QString &place);

    Status listen();
    QByteArray text();

    const QString m_place;
    QHostAddress m_address;
    quint16 m_port = 0;
    HeldPorts::Hold m_hold;

    PrometheusPage m_page;
    QByteArray m_text; // of m_page; empty when that has changed
    qint64 m_droppedSeconds = 0;
    std::unique_ptr<ScrapeServer> m_server;
};

} // namespace Molotov
