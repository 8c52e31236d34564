// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/liveoutputs.h"

#include "core/control/outputs/influxoutput.h"
#include "core/control/outputs/jsonlinesoutput.h"
#include "core/control/outputs/otlpoutput.h"
#include "core/control/outputs/outputthread.h"
#include "core/control/outputs/prometheusoutput.h"

#include <memory>

namespace Molotov {

LiveOutputs::LiveOutputs(QObject *parent)
    : QObject(parent)
    , m_worker(new OutputThread)
{
    m_worker->moveToThread(&m_thread);
    connect(m_worker, &OutputThread::complained, this, &LiveOutputs::complained);
    connect(m_worker, &OutputThread::ended, this, &LiveOutputs::ended);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("outputs"));
    m_thread.start();
}

LiveOutputs::~LiveOutputs()
{
    m_thread.quit();
    m_thread.wait();
}

Result<std::shared_ptr<Outputs>> LiveOutputs::open(const Profile &profile)
{
    auto outputs = std::make_shared<Outputs>();
    const auto add = [&outputs](Result<std::unique_ptr<Output>> output) -> Status {
        if (!output)
            return output.error();
        outputs->push_back(*std::move(output));
        return {};
    };
    Status status;
    if (!profile.jsonLines.isEmpty())
        status = add(JsonLinesOutput::open(profile.jsonLines));
    if (status && !profile.prometheus.isEmpty())
        status = add(PrometheusOutput::open(profile.prometheus, m_heldPorts));
    if (status && !profile.influxdb.isEmpty())
        status = add(InfluxOutput::open(profile.influxdb));
    if (status && !profile.otlp.isEmpty())
        status = add(OtlpOutput::open(profile.otlp));
    if (!status)
        return status.error();
    return outputs;
}

Status LiveOutputs::prepareRun(const Profile &profile)
{
    const auto outputs = open(profile);
    if (!outputs)
        return outputs.error();
    if ((*outputs)->empty())
        return {};
    for (const auto &output : **outputs)
        output->moveToThread(&m_thread);
    m_queue = std::make_shared<OutputQueue>();
    // Shared, since what is invoked must be copyable.
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, outputs = *outputs, queue = m_queue] {
        worker->begin(std::move(*outputs), queue);
    });
    return {};
}

void LiveOutputs::runBegan(const RunInfo &info)
{
    if (m_queue)
        m_queue->add(info);
}

void LiveOutputs::secondsClosed(const QList<RunSecond> &seconds)
{
    if (m_queue)
        m_queue->add(seconds);
}

void LiveOutputs::marked(const RunMarker &marker)
{
    if (m_queue)
        m_queue->add(marker);
}

void LiveOutputs::snapshotTaken(const Snapshot &snapshot)
{
    if (m_queue)
        m_queue->add(snapshot);
}

void LiveOutputs::runEnded(const RunOutcome &outcome)
{
    // Another run may begin before all of this one is delivered.
    const auto queue = std::exchange(m_queue, nullptr);
    if (!queue)
        return;
    queue->add(outcome);
    QMetaObject::invokeMethod(m_worker, &OutputThread::end);
}

} // namespace Molotov
