// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/runrecording.h"

#include "core/control/results/resultrecorder.h"
#include "core/control/run/runsource.h"
#include "ui/models/inbackground.h"

namespace Molotov {

RunRecording::RunRecording(const Place &place, const RunSource *runs, QObject *parent)
    : QObject(parent)
    , m_folder(place.folder)
    , m_isRecording(place.recorder)
{
    using namespace std::chrono_literals;
    m_patience.setSingleShot(true);
    m_patience.setInterval(5s);
    connect(&m_patience, &QTimer::timeout, this, &RunRecording::goOn);
    if (!m_isRecording)
        return;
    connect(runs, &RunSource::runBegan, this, [this] { m_isBusy = true; });
    connect(place.recorder, &ResultRecorder::failed, this, [this](const Error &error) {
        Q_EMIT failed(tr("This run is not kept in the history as long as this is so: %1").arg(error.text));
    });
    connect(runs, &RunSource::stateChanged, this, [this](RunState state) {
        if (state == RunState::Compiling)
            setLastResult({});
    });
    connect(place.recorder, &ResultRecorder::ended, this, [this](const QString &path, const Status &status) {
        finish();
        setLastResult(status ? path : QString());
    });
}

void RunRecording::whenDone(const std::function<void()> &next)
{
    m_next = next;
    if (m_isBusy)
        m_patience.start();
    else
        goOn();
}

void RunRecording::finish()
{
    m_isBusy = false;
    goOn();
    makeRoom();
}

void RunRecording::setLastResult(const QString &path)
{
    m_lastResult = path;
    Q_EMIT lastResultChanged();
}

void RunRecording::goOn()
{
    m_patience.stop();
    if (const auto next = std::exchange(m_next, nullptr))
        next();
}

void RunRecording::makeRoom()
{
    const auto tidy = [folder = m_folder, limit = m_limit] {
        folder.tidy(limit);
        return true;
    };
    inBackground(this, tidy, [this](bool) { Q_EMIT recorded(); });
}

} // namespace Molotov
