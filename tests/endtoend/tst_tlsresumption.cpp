// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/endtoend/cliprocess.h"
#include "tests/endtoend/realserver.h"

#include <QTest>

using namespace Molotov::Test;

/// Whether new connections go on with a session of TLS, as nginx sees it.
class TestTlsResumption : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnWithSessions_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("reused");
        for (const auto *protocol : {"TLSv1.2", "TLSv1.3"}) {
            QTest::addRow("%s", protocol)
                << QString::fromLatin1(protocol) << QString() << QStringLiteral(". r r");
            QTest::addRow("%s, switched off", protocol)
                << QString::fromLatin1(protocol) << QStringLiteral("resumeTls: false,")
                << QStringLiteral(". . .");
        }
    }

    void goesOnWithSessions()
    {
        QFETCH(QString, protocol);
        QFETCH(QString, option);
        QFETCH(QString, reused);
        if (systemProgram(QStringLiteral("nginx")).isEmpty())
            QSKIP("nginx is not installed");
        const QTemporaryDir folder;
        QProcess server;
        quint16 port = 0;
        QVERIFY(startNginx(server, folder, protocol, port));
        write(
            folder.filePath(QStringLiteral("a.js")),
            QStringLiteral("import { scenario, setup } from 'molotov';\n"
                           "setup(() => ({ baseUrl: 'https://localhost:%1', verifyTls: false, %2 keepAlive: "
                           "false }));\n"
                           "scenario('a', async (session) => {\n"
                           "    const seen = [];\n"
                           "    for (let i = 0; i < 3; ++i)\n"
                           "        seen.push(await (await session.get('/')).text());\n"
                           "    console.log('seen: ' + seen.join(' '));\n"
                           "});\n")
                .arg(port)
                .arg(option)
                .toUtf8());
        CliProcess cli(folder.path());
        cli.start({QStringLiteral("a.js"), QStringLiteral("--max-runs"), QStringLiteral("1")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), 60'000);
        QVERIFY2(cli.output().contains(QStringLiteral("seen: %1\n").arg(reused)),
                 qPrintable(cli.output() + cli.errors()));
        server.closeWriteChannel();
        QVERIFY(server.waitForFinished());
    }

private:
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    // It takes a port that was free a moment ago, or another when somebody else took that.
    static bool startNginx(QProcess &server, const QTemporaryDir &folder, const QString &protocol,
                           quint16 &port)
    {
        for (int attempt = 0; attempt < 5; ++attempt) {
            QTcpServer probe;
            if (!probe.listen(QHostAddress::LocalHost))
                return false;
            port = probe.serverPort();
            probe.close();
            write(
                folder.filePath(QStringLiteral("nginx.conf")),
                QStringLiteral(
                    "daemon off; master_process off; pid nginx.pid; error_log stderr; events {}\n"
                    "http { access_log off; client_body_temp_path temp; proxy_temp_path temp;\n"
                    "fastcgi_temp_path temp; uwsgi_temp_path temp; scgi_temp_path temp;\n"
                    "ssl_certificate %1/certificate.pem; ssl_certificate_key %1/key.pem;\n"
                    "ssl_protocols %2; ssl_session_cache shared:s:1m;\n"
                    "server { listen 127.0.0.1:%3 ssl; location / { return 200 $ssl_session_reused; } } }\n")
                    .arg(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/tls"), protocol)
                    .arg(port)
                    .toUtf8());
            // Ends with its input.
            server.start(QStringLiteral("/bin/sh"),
                         {QStringLiteral("-c"),
                          QStringLiteral("\"$0\" -p \"$1\" -e stderr -c nginx.conf </dev/null & "
                                         "cat; kill $! 2>/dev/null; wait"),
                          systemProgram(QStringLiteral("nginx")), folder.path()});
            QByteArray said;
            const auto isDecided = [&] {
                said += server.readAllStandardError();
                return QFile::exists(folder.filePath(QStringLiteral("nginx.pid")))
                       || said.contains("[emerg]");
            };
            (void)QTest::qWaitFor(isDecided, 20'000);
            if (!said.contains("[emerg]"))
                return QFile::exists(folder.filePath(QStringLiteral("nginx.pid")));
            server.closeWriteChannel();
            server.waitForFinished();
        }
        return false;
    }
};

QTEST_GUILESS_MAIN(TestTlsResumption)
#include "tst_tlsresumption.moc"
