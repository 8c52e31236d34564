// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/process/processcall.h"

#include <QByteArray>
#include <QStringList>

#include <chrono>

namespace Molotov {

/// One call of git that asks nobody anything, runs no hook and no program that a repository names, and speaks
/// only with the protocols that we allow.
class GitCall : public QObject
{
    Q_OBJECT

public:
    /// git ends with this object.
    GitCall(QString program, std::chrono::milliseconds timeLimit, QObject *parent = nullptr);

    /// Only once. `folder`: where git works; it must exist.
    void start(const QStringList &arguments, const QString &folder);

Q_SIGNALS:
    /// How far it is, in git's own words.
    void progressed(const QString &line);
    /// With what it wrote to its standard output.
    void succeeded(const QByteArray &output);
    /// It ended with an error, of which this is the gist, did not end in time, or could not be started. It
    /// does not run any more.
    void failed(const QString &reason);

private:
    void readProgress(const QByteArray &said);
    void onAnswered(const ProcessCall::Answer &answer);

    const QString m_program;
    const std::chrono::milliseconds m_timeLimit;
    ProcessCall m_call;
};

} // namespace Molotov
