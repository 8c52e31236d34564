// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/esbuildlog.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QProcess>
#include <QStringList>
#include <QTimer>

#include <chrono>

namespace Molotov {

/// One call of esbuild.
class EsbuildCall : public QObject
{
    Q_OBJECT

public:
    EsbuildCall(const QString &program, std::chrono::milliseconds timeLimit, QObject *parent = nullptr);
    /// Ends esbuild if it is still there.
    ~EsbuildCall() override;

    /// Only once.
    void start(const QStringList &arguments, const ImportScope &scope);

Q_SIGNALS:
    void succeeded();
    /// esbuild, or what it read, is not as it should be.
    void failed(const Molotov::EsbuildFailure &failure);

private:
    void onFinished(int exitCode, QProcess::ExitStatus status);
    void onErrorOccurred(QProcess::ProcessError error);
    void onTimeout();
    /// It would have gone on for ever, or nearly.
    void failWithoutEnd(const QString &problem);

    void fail(const QString &problem);

    ImportScope m_scope;
    QProcess m_process;
    QTimer m_limit;
};

} // namespace Molotov
