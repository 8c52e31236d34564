// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/helperdriver.h"

#include "core/model/protocol/codec.h"

#include <QTest>

namespace Molotov::Test {

HelperDriver::HelperDriver(const QString &program, QObject *parent)
    : QObject(parent)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &HelperDriver::read);
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.start(program, QStringList());
}

HelperDriver::~HelperDriver()
{
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished();
}

void HelperDriver::load(const Protocol::LoadScenario &scenario)
{
    send(Protocol::Hello{});
    send(scenario);
}

bool HelperDriver::loadWhole(const Protocol::LoadScenario &scenario)
{
    constexpr int Patience = 60'000; // milliseconds; for a machine that is busy with other things
    load(scenario);
    return QTest::qWaitFor([this] { return isLoaded(); }, Patience) && loaded;
}

void HelperDriver::send(const Protocol::ToHelper &message)
{
    sendBytes(Protocol::frame(Protocol::encode(message)));
}

void HelperDriver::sendBytes(const QByteArray &bytes)
{
    m_process.write(bytes);
}

void HelperDriver::closeInput()
{
    m_process.closeWriteChannel();
}

qint64 HelperDriver::sum(qint64 Protocol::EndpointDelta::*count) const
{
    qint64 sum = 0;
    for (const auto &delta : deltas) {
        for (const auto &endpoint : delta.endpoints)
            sum += endpoint.*count;
    }
    return sum;
}

qint64 HelperDriver::fixtureRequests() const
{
    qint64 sum = 0;
    for (const auto &delta : deltas) {
        for (const auto &endpoint : delta.fixtures.endpoints)
            sum += endpoint.count;
    }
    return sum;
}

qint64 HelperDriver::sum(qint64 Protocol::ScenarioDelta::*count) const
{
    qint64 sum = 0;
    for (const auto &delta : deltas) {
        for (const auto &scenario : delta.scenarios)
            sum += scenario.*count;
    }
    return sum;
}

void HelperDriver::read()
{
    m_reader.append(m_process.readAllStandardOutput());
    while (const auto payload = m_reader.next()) {
        if (!*payload) {
            problem = payload->error().text;
            return;
        }
        const auto message = Protocol::decodeFromHelper(**payload);
        if (!message) {
            problem = message.error().text;
            return;
        }
        take(*message);
    }
}

void HelperDriver::take(const Protocol::FromHelper &message)
{
    if (const auto *said = std::get_if<Protocol::Hello>(&message)) {
        hello = *said;
    } else if (const auto *list = std::get_if<Protocol::ScenarioLoaded>(&message)) {
        loaded = *list;
    } else if (const auto *failure = std::get_if<Protocol::LoadFailed>(&message)) {
        loadFailed = *failure;
    } else if (const auto *delta = std::get_if<Protocol::MetricsDelta>(&message)) {
        deltas.append(*delta);
    } else if (const auto *changes = std::get_if<Protocol::WorkerStates>(&message)) {
        for (const auto &state : changes->changed) {
            if (states.size() <= state.position)
                states.resize(state.position + 1);
            states[state.position] = state;
        }
    } else if (const auto *line = std::get_if<Protocol::ScriptLog>(&message)) {
        logs.append(*line);
    } else if (const auto *sample = std::get_if<Protocol::ErrorSample>(&message)) {
        samples.append(*sample);
    } else if (const auto *exchange = std::get_if<Protocol::TracedExchange>(&message)) {
        traced.append(*exchange);
    } else if (const auto *note = std::get_if<Protocol::TracedNote>(&message)) {
        notes.append(*note);
    } else if (const auto *done = std::get_if<Protocol::GlobalSetupDone>(&message)) {
        globalSetupDone = *done;
    } else if (const auto *why = std::get_if<Protocol::RunBroken>(&message)) {
        broken = *why;
    } else if (std::holds_alternative<Protocol::WorkersDone>(message)) {
        workersDone = true;
    } else if (const auto *end = std::get_if<Protocol::RunFinished>(&message)) {
        finished = *end;
    }
}

} // namespace Molotov::Test
