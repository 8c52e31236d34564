// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>

namespace Molotov::Test {

/// The real molotov-cli.
class CliProcess
{
public:
    explicit CliProcess(const QString &folder)
    {
        m_process.setProgram(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-cli"));
        m_process.setWorkingDirectory(folder);
    }
    ~CliProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    void setVariable(const QString &name, const QString &value)
    {
        auto environment = m_process.processEnvironment();
        if (environment.isEmpty())
            environment = QProcessEnvironment::systemEnvironment();
        environment.insert(name, value);
        m_process.setProcessEnvironment(environment);
    }

    /// What a shell does first; it goes on with `exec "$@"` to become the program. Unix only.
    void setShell(const QString &script) { m_shell = script; }

    void start(const QStringList &arguments)
    {
        if (m_shell.isEmpty()) {
            m_process.setArguments(arguments);
        } else {
            const auto program = m_process.program();
            m_process.setProgram(QStringLiteral("/bin/sh"));
            m_process.setArguments(QStringList{QStringLiteral("-c"), m_shell, QStringLiteral("sh"), program}
                                   + arguments);
        }
        m_process.start();
    }

    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    int exitCode() const { return m_process.exitCode(); }
    qint64 pid() const { return m_process.processId(); }
    QString output()
    {
        m_output += QString::fromUtf8(m_process.readAllStandardOutput());
        return m_output;
    }
    QString errors()
    {
        m_errors += QString::fromUtf8(m_process.readAllStandardError());
        return m_errors;
    }
    /// Of --summary -.
    QJsonObject summary() { return QJsonDocument::fromJson(output().toUtf8()).object(); }

private:
    QProcess m_process;
    QString m_shell;
    QString m_output;
    QString m_errors;
};

} // namespace Molotov::Test
