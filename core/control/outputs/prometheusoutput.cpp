// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/prometheusoutput.h"

#include "core/control/outputs/scrapeserver.h"
#include "core/model/listenaddress.h"

#include <QLocale>

namespace Molotov {

PrometheusOutput::PrometheusOutput(const QString &place)
    : m_place(place)
    , m_server(std::make_unique<ScrapeServer>([this] { return text(); }))
{
}

PrometheusOutput::~PrometheusOutput()
{
    m_server.reset(); // the port is free before m_hold says so
}

Result<std::unique_ptr<Output>> PrometheusOutput::open(const QString &place, HeldPorts &held)
{
    const auto address = ListenAddress::parse(place);
    const QHostAddress host(address && address->host == QLatin1String("localhost")
                                ? QHostAddress(QHostAddress::LocalHost)
                                : QHostAddress(address ? address->host : QString()));
    if (host.isNull())
        return Error{tr("Prometheus cannot be given metrics at “%1”: its address must be one of this "
                        "computer, such as 127.0.0.1:9464 or [::1]:9464.")
                         .arg(place)};
    std::unique_ptr<PrometheusOutput> output(new PrometheusOutput(place));
    output->m_address = host;
    output->m_port = address->port;
    // Runs take a port over in their order: this one must not be faster than one before it that waits, too.
    if (!held.isHeld(address->port)) {
        if (const auto status = output->listen(); !status)
            return status.error();
    }
    output->m_hold = held.hold(address->port);
    return std::unique_ptr<Output>(std::move(output));
}

Status PrometheusOutput::listen()
{
    if (m_server->isListening() || m_server->listen(m_address, m_port))
        return {};
    return Error{tr("Prometheus cannot be given metrics at %1: %2.").arg(m_place, m_server->errorString())};
}

void PrometheusOutput::moveToThread(QThread *thread)
{
    m_server->moveToThread(thread);
}

Status PrometheusOutput::write(const OutputNews &news)
{
    m_page.add(news);
    m_droppedSeconds += news.droppedSeconds;
    m_text.clear();
    return listen();
}

// Made once for all that ask before there is more to tell.
QByteArray PrometheusOutput::text()
{
    if (m_text.isEmpty())
        m_text = m_page.text();
    return m_text;
}

QString PrometheusOutput::losses() const
{
    return m_droppedSeconds == 0 ? QString()
                                 : tr("%1 seconds of the run are missing in the metrics for Prometheus: this "
                                      "computer was too busy.")
                                       .arg(QLocale().toString(m_droppedSeconds));
}

} // namespace Molotov
