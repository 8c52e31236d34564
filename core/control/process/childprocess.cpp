// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/process/childprocess.h"

#include <QDir>

namespace Molotov {

namespace {

// A killed process cannot refuse; the system only needs a moment.
constexpr std::chrono::milliseconds DyingTime{1000};

} // namespace

ChildProcess::ChildProcess(QObject *parent)
    : QProcess(parent)
{
    connect(this, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            QMetaObject::invokeMethod(this, &ChildProcess::startFailed, Qt::QueuedConnection);
    });
}

ChildProcess::~ChildProcess()
{
    disconnect();
    if (state() == QProcess::NotRunning)
        return;
    if (m_timeToEnd.count() > 0) {
        terminate();
        if (waitForFinished(int(m_timeToEnd.count())))
            return;
    }
    kill();
    // QProcess would wait as well, but longer and with a warning.
    waitForFinished(int(DyingTime.count()));
}

QString ChildProcess::startFailure() const
{
    return QStringLiteral("%1: %2").arg(QDir::toNativeSeparators(program()), errorString());
}

} // namespace Molotov
