// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/process/childprocess.h"
#include "core/model/result.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

namespace Molotov {

/// The demo service as a process of its own, which ends with this object or with this program, however that
/// ends.
class DemoProcess : public QObject
{
    Q_OBJECT

public:
    /// `program` is the path of molotov-demo; empty = it was not found, which start() then reports.
    explicit DemoProcess(QString program, QObject *parent = nullptr);

    /// Starts the service on a free port. Without effect while it starts or runs; may be called again after
    /// failed(). Emits nothing itself.
    void start();

Q_SIGNALS:
    /// Once for each start() that succeeds: the service answers at this address.
    void started(const QUrl &url);
    /// It could not be started, or ended by itself.
    void failed(const Molotov::Error &error);

private:
    enum class State { Ended, Starting, Running };

    void readAddress();
    void fail(const QString &text);

    QString m_program;
    ChildProcess m_process;
    QTimer m_patience; // runs until the address is told
    State m_state = State::Ended;
};

} // namespace Molotov
