// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loop/epolldispatcher.h"
#include "tests/endtoend/realserver.h"
#include "tests/engine/loadclient.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTcpSocket>

#include <memory>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

SteadyClock loopClock;

/// Asks for the same again and again.
class Asker : public QObject
{
public:
    Asker(const QUrl &url, qsizetype bodySize)
        : m_request(LoadClient<>::request(url))
        , m_bodySize(bodySize)
    {
        const bool isSecure = url.scheme() == QLatin1String("https");
        m_request.setAttribute(QNetworkRequest::Http2AllowedAttribute, isSecure);
        m_request.setAttribute(QNetworkRequest::Http2DirectAttribute, !isSecure);
    }

    /// So many at once, and so many in all.
    void ask(int atOnce, int all)
    {
        m_left = all - atOnce;
        for (int i = 0; i < atOnce; ++i)
            askOne();
        m_loop.exec();
    }

    int wrong = 0; ///< failures, and what is not the answer
    int retries = 0;
    QString firstFailure;

private:
    void askOne()
    {
        ++m_running;
        auto *reply = qobject_cast<LoadReply *>(m_client.manager.get(m_request));
        connect(reply, &QNetworkReply::finished, this, [this, reply] { onFinished(reply); });
    }

    void onFinished(LoadReply *reply)
    {
        reply->deleteLater();
        retries += reply->hop().retries();
        const auto &failure = reply->hop().failure();
        if (failure && firstFailure.isEmpty())
            firstFailure = failure->text;
        if (failure || reply->hop().head().status != 200 || reply->bytesAvailable() != m_bodySize)
            ++wrong;
        --m_running;
        if (m_left-- > 0)
            askOne();
        else if (m_running == 0)
            m_loop.quit();
    }

    LoadClient<> m_client;
    QNetworkRequest m_request;
    const qsizetype m_bodySize;
    QEventLoop m_loop;
    int m_left = 0;
    int m_running = 0;
};

/// nghttpd, which is told its port.
class Nghttpd
{
public:
    ~Nghttpd()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    bool start(bool isSecure)
    {
        QFile small(m_folder.filePath(QStringLiteral("small")));
        QFile large(m_folder.filePath(QStringLiteral("large")));
        if (!small.open(QIODevice::WriteOnly) || !large.open(QIODevice::WriteOnly))
            return false;
        small.write("hello\n");
        large.write(QByteArray("0123456789abcdef").repeated(65536));
        for (int attempt = 0; attempt < 5; ++attempt) {
            m_port = freePort();
            QStringList arguments{QStringLiteral("--address=127.0.0.1"), QStringLiteral("-d"),
                                  m_folder.path()};
            if (!isSecure)
                arguments += QStringLiteral("--no-tls");
            arguments += QString::number(m_port);
            const auto tls = QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/tls/");
            if (isSecure)
                arguments += {tls + QLatin1String("key.pem"), tls + QLatin1String("certificate.pem")};
            m_process.start(systemProgram(QStringLiteral("nghttpd")), arguments);
            if (QTest::qWaitFor([this] { return isListening() || hasEnded(); }, 20'000) && !hasEnded())
                return true;
        }
        return false;
    }

    int port() const { return m_port; }

private:
    static int freePort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }

    bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }

    bool isListening() const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(m_port));
        return socket.waitForConnected(1'000);
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
};

} // namespace

/// HTTP/2 with servers of others.
class TestHttp2Servers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asks_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<bool>("isSecure");
        for (const char *program : {"nginx", "node", "nghttpd"}) {
            for (const bool isSecure : {false, true})
                QTest::addRow("%s%s", program, isSecure ? " with TLS" : "")
                    << QString::fromLatin1(program) << isSecure;
        }
    }

    // nginx ends each connection after 1,000 requests: none of them fails.
    void asks()
    {
        QFETCH(QString, program);
        QFETCH(bool, isSecure);
        if (systemProgram(program).isEmpty())
            QSKIP("It is not installed.");
        RealServer server(program, QStringLiteral("http2"));
        Nghttpd nghttpd;
        const bool isNghttpd = program == QLatin1String("nghttpd");
        if (isNghttpd)
            QVERIFY(nghttpd.start(isSecure));
        else
            QVERIFY2(server.start(), qPrintable(server.problem()));
        const int port = isNghttpd ? nghttpd.port() : (isSecure ? server.port() : server.otherPort());
        const auto url = QStringLiteral("%1://127.0.0.1:%2/")
                             .arg(isSecure ? QStringLiteral("https") : QStringLiteral("http"))
                             .arg(port);
        const bool isNginx = program == QLatin1String("nginx");
        Asker small(url + QLatin1String("small"), 6);
        small.ask(50, isNginx ? 20'000 : 1'000);
        QCOMPARE(small.firstFailure, QString());
        QCOMPARE(small.wrong, 0);
        Asker large(url + QLatin1String("large"), 1 << 20);
        large.ask(5, 50);
        QCOMPARE(large.firstFailure, QString());
        QCOMPARE(large.wrong, 0);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher(loopClock)); // the application's from now on
    QCoreApplication application(argc, argv);
    TestHttp2Servers test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_http2servers.moc"
