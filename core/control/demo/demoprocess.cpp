// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/demo/demoprocess.h"

#include <QDir>

#include <utility>

namespace Molotov {

namespace {

constexpr std::chrono::seconds Patience{10};
constexpr qint64 MaxAddressSize = 200;

} // namespace

DemoProcess::DemoProcess(QString program, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(Patience);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { fail(tr("The demo service does not tell its address.")); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoProcess::readAddress);
    connect(&m_process, &ChildProcess::startFailed, this, [this] {
        fail(tr("The demo service could not be started from %1.").arg(m_process.startFailure()));
    });
    connect(&m_process, &QProcess::finished, this, [this] {
        const auto reason = QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed();
        fail(reason.isEmpty() ? tr("The demo service has ended unexpectedly.")
                              : tr("The demo service has ended unexpectedly: %1").arg(reason));
    });
}

void DemoProcess::start()
{
    if (m_state != State::Ended)
        return;
    m_state = State::Starting;
    if (m_program.isEmpty()) {
        QTimer::singleShot(0, this, [this] {
            fail(tr(
                "The program molotov-demo is missing: it belongs beside this one. Install Molotov again."));
        });
        return;
    }
    m_patience.start();
    m_process.start(m_program,
                    {QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--until-stdin-closes")});
}

/// Its first line is its address; what else it may print is of no interest.
void DemoProcess::readAddress()
{
    if (m_state != State::Starting) {
        m_process.readAllStandardOutput();
        return;
    }
    if (!m_process.canReadLine() && m_process.bytesAvailable() < MaxAddressSize)
        return;
    const QUrl url(QString::fromLatin1(m_process.readLine(MaxAddressSize)).trimmed());
    if (url.scheme() != QLatin1String("http") || url.port() <= 0) {
        fail(tr("The program %1 is no demo service.").arg(QDir::toNativeSeparators(m_program)));
        return;
    }
    m_patience.stop();
    m_state = State::Running;
    Q_EMIT started(url);
}

void DemoProcess::fail(const QString &text)
{
    if (m_state == State::Ended)
        return;
    m_state = State::Ended;
    m_patience.stop();
    m_process.kill();
    Q_EMIT failed({text});
}

} // namespace Molotov
