// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

namespace Molotov::Test {

/// The path of a program of the system; empty if it has none.
inline QString systemProgram(const QString &name)
{
    const auto path = QStandardPaths::findExecutable(name);
    // Where servers are, and what users do not search.
    return path.isEmpty() ? QStandardPaths::findExecutable(
               name, {QStringLiteral("/usr/local/sbin"), QStringLiteral("/usr/sbin")})
                          : path;
}

/// A server of somebody else's on two ports of 127.0.0.1, with what is in tests/data/realservers.
class RealServer
{
public:
    /// `program`: "nginx", "node" or "python3". `setup`: without what its name ends with.
    explicit RealServer(const QString &program, const QString &setup = {})
        : m_program(program)
        , m_setup(setup)
    {
    }
    ~RealServer()
    {
        m_process.closeWriteChannel(); // which all three take as their end
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(Patience))
            m_process.kill();
        m_process.waitForFinished();
    }

    const QString &program() const { return m_program; }
    bool isInstalled() const { return !systemProgram(m_program).isEmpty(); }

    /// False if it does not come up; problem() then says why.
    bool start()
    {
        if (m_program == QLatin1String("nginx"))
            return startNginx();
        const bool isNode = m_program == QLatin1String("node");
        const auto name = m_setup.isEmpty() ? QStringLiteral("server") : m_setup;
        m_process.start(systemProgram(m_program),
                        {dataFile(name + (isNode ? QLatin1String(".js") : QLatin1String(".py")))});
        const auto hasPorts = [this] {
            m_said += m_process.readAllStandardOutput();
            return m_said.endsWith('\n') || m_process.state() == QProcess::NotRunning;
        };
        (void)QTest::qWaitFor(hasPorts, Patience);
        const auto ports = m_said.simplified().split(' ');
        m_port = ports.value(0).toInt();
        m_otherPort = ports.value(1).toInt();
        return m_otherPort > 0;
    }

    QString problem()
    {
        return m_program + QLatin1String(": ") + QString::fromUtf8(m_said + m_process.readAllStandardError());
    }
    int port() const { return m_port; }
    int otherPort() const { return m_otherPort; }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    /// The same server as another origin.
    QString otherUrl() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_otherPort); }

    static QString dataFile(const QString &name)
    {
        return QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/realservers/") + name;
    }

private:
    static constexpr int Patience = 20'000; // ms; a machine may be busy

    // It cannot say which ports were free: they are looked for, and taken by another now and then.
    bool startNginx()
    {
        if (!writeFiles())
            return false;
        for (int attempt = 0; attempt < 5; ++attempt) {
            m_said.clear();
            if (!writeConfiguration())
                return false;
            // Ends with its input, as the others do.
            m_process.start(QStringLiteral("/bin/sh"),
                            {QStringLiteral("-c"),
                             QStringLiteral("\"$0\" -p \"$1\" -e stderr -c nginx.conf </dev/null & "
                                            "cat; kill $! 2>/dev/null; wait"),
                             systemProgram(m_program), m_folder.path()});
            const auto isDecided = [this] {
                m_said += m_process.readAllStandardError();
                return QFile::exists(m_folder.filePath(QStringLiteral("nginx.pid"))) // it listens
                       || m_said.contains("[emerg]");
            };
            (void)QTest::qWaitFor(isDecided, Patience);
            if (!m_said.contains("[emerg]"))
                return QFile::exists(m_folder.filePath(QStringLiteral("nginx.pid")));
            m_process.closeWriteChannel();
            m_process.waitForFinished();
        }
        return false;
    }

    bool writeFiles() const
    {
        QDir folder(m_folder.path());
        const auto write = [&](const char *name, const QByteArray &text) {
            QFile file(folder.filePath(QString::fromLatin1(name)));
            // A time of its own, for nginx makes the entity tag of time and size.
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.flush()
                   && file.setFileTime(QDateTime::fromSecsSinceEpoch(0x5e0be100),
                                       QFileDevice::FileModificationTime);
        };
        return folder.mkpath(QStringLiteral("files/packed")) && write("files/cached", "hello\n")
               && write("files/private", "come in\n")
               && write("files/large", QByteArray("0123456789abcdef").repeated(65536))
               && write("files/chunked.html", "<p>hello</p>\n")
               && write("files/untilclosed.html", "<p>hello</p>\n")
               && write("files/packed/gzip", "hello hello hello hello\n")
               && write("users",
                        "ann:{SHA}"
                            + QCryptographicHash::hash("süß:pot", QCryptographicHash::Sha1).toBase64());
    }

    bool writeConfiguration()
    {
        QTcpServer first;
        QTcpServer second;
        if (!first.listen(QHostAddress::LocalHost) || !second.listen(QHostAddress::LocalHost))
            return false;
        m_port = first.serverPort();
        m_otherPort = second.serverPort();
        QFile source(
            dataFile(m_setup.isEmpty() ? QStringLiteral("nginx.conf") : m_setup + QStringLiteral(".conf")));
        QFile target(m_folder.filePath(QStringLiteral("nginx.conf")));
        if (!source.open(QIODevice::ReadOnly) || !target.open(QIODevice::WriteOnly))
            return false;
        auto text = source.readAll();
        text.replace(":PORT", ':' + QByteArray::number(m_port));
        text.replace(":OTHER", ':' + QByteArray::number(m_otherPort));
        text.replace("TLS/", MOLOTOV_SOURCE_DIR "/tests/data/tls/");
        return target.write(text) == text.size();
    }

    const QString m_program;
    const QString m_setup;
    QTemporaryDir m_folder;
    QByteArray m_said;
    int m_port = 0;
    int m_otherPort = 0;
    QProcess m_process; // goes first
};

} // namespace Molotov::Test
