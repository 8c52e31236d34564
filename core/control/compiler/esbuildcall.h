// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/esbuildlog.h"
#include "core/control/process/processcall.h"

#include <QStringList>

#include <chrono>

namespace Molotov {

/// One call of esbuild.
class EsbuildCall : public QObject
{
    Q_OBJECT

public:
    /// esbuild ends with this object.
    EsbuildCall(QString program, std::chrono::milliseconds timeLimit, QObject *parent = nullptr);

    /// Only once.
    void start(const QStringList &arguments, const ImportScope &scope);

Q_SIGNALS:
    void succeeded();
    /// esbuild, or what it read, is not as it should be.
    void failed(const Molotov::EsbuildFailure &failure);

private:
    void onAnswered(const ProcessCall::Answer &answer);
    void onExited(const ProcessCall::Answer &answer);
    /// It would have gone on for ever, or nearly.
    void failWithoutEnd(const QString &problem);
    void fail(const QString &problem);

    const QString m_program;
    const std::chrono::milliseconds m_timeLimit;
    ImportScope m_scope;
    ProcessCall m_call;
};

} // namespace Molotov
