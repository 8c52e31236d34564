// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/endtoend/scenariorows.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

#include <sys/socket.h>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int MaxBody = 1'000'000; // bytes

enum class Then {
    StayOpen,
    Close,
    Reset,
};

enum class Tls {
    None,
    Good, ///< with a certificate that is trusted
    OtherHost, ///< with one that is trusted for another host
    Fake, ///< none, though the client asks for it
};

/// What a server does once it has been asked, and what is to come of it.
struct Row
{
    const char *name;
    QByteArray expected; ///< status and body, or the kind of an HttpError
    QByteArray bytes;
    Then then = Then::StayOpen;
    Tls tls = Tls::None;
    QByteArray method = "GET";
    QByteArray more = {}; ///< what is sent then, again and again
    std::chrono::milliseconds pause{0}; ///< before it is
    bool isInOnePiece = false; ///< else what is behind the answer may come when the next one is awaited

    bool isEndless() const { return !more.isEmpty(); }
};

Row endless(Row row, const QByteArray &more, std::chrono::milliseconds pause = {})
{
    row.more = more;
    row.pause = pause;
    return row;
}

const QByteArray Ok = "HTTP/1.1 200 OK\r\n";
const QByteArray Hi = Ok + "Content-Length: 2\r\n\r\nhi";
const QByteArray Chunked = Ok + "Transfer-Encoding: chunked\r\n\r\n";

Row inOnePiece(Row row)
{
    row.isInOnePiece = true;
    return row;
}

QByteArray coded(const QByteArray &coding, const QByteArray &body)
{
    return Ok + "Content-Encoding: " + coding + "\r\nContent-Length: " + QByteArray::number(body.size())
           + "\r\n\r\n" + body;
}

// As "deflate" has it.
QByteArray deflated(const QByteArray &text)
{
    return qCompress(text).mid(4);
}

QList<Row> framing()
{
    return {
        {"good", "200 hi", Hi},
        {"no length", "200 hi", Ok + "\r\nhi", Then::Close},
        // RFC 9112 (2.2) leaves it to us; curl and browsers take it.
        {"line feeds only", "protocol", "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"},
        {"a length too long", "closed", Ok + "Content-Length: 3\r\n\r\nhi", Then::Close},
        {"a length too long, open", "timeout", Ok + "Content-Length: 3\r\n\r\nhi"},
        inOnePiece({"a length too short", "200 h", Ok + "Content-Length: 1\r\n\r\nhi"}),
        {"a length beyond all numbers", "protocol", Ok + "Content-Length: 99999999999999999999\r\n\r\nhi"},
        {"a negative length", "protocol", Ok + "Content-Length: -2\r\n\r\nhi"},
        {"a length with a sign", "protocol", Ok + "Content-Length: +2\r\n\r\nhi"},
        {"a length in hex", "protocol", Ok + "Content-Length: 0x2\r\n\r\nhi"},
        {"a length that is empty", "protocol", Ok + "Content-Length:\r\n\r\nhi"},
        {"two lengths", "protocol", Ok + "Content-Length: 2\r\nContent-Length: 1\r\n\r\nhi"},
        {"length and chunks", "protocol",
         Ok + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"},
        {"chunks", "200 hi", Chunked + "1\r\nh\r\n01;a=\"b\"\r\ni\r\n0\r\nX: y\r\n\r\n"},
        {"a chunk without a size", "protocol", Chunked + "\r\nhi\r\n0\r\n\r\n"},
        {"a chunk of no number", "protocol", Chunked + "x\r\nhi\r\n0\r\n\r\n"},
        {"a chunk with 0x", "protocol", Chunked + "0x2\r\nhi\r\n0\r\n\r\n"},
        {"a negative chunk", "protocol", Chunked + "-2\r\nhi\r\n0\r\n\r\n"},
        {"a chunk beyond all numbers", "protocol", Chunked + "fffffffffffffffff\r\nhi"},
        {"a chunk that is longer", "protocol", Chunked + "1\r\nhi\r\n0\r\n\r\n"},
        {"a chunk that is cut", "closed", Chunked + "3\r\nhi", Then::Close},
        {"no last chunk", "closed", Chunked + "2\r\nhi\r\n", Then::Close},
        {"trailers that are cut", "closed", Chunked + "2\r\nhi\r\n0\r\nX: y\r\n", Then::Close},
        {"no last chunk, open", "timeout", Chunked + "2\r\nhi\r\n"},
        inOnePiece({"garbage behind the body", "200 hi", Hi + "more"}),
        inOnePiece({"another answer behind the body", "200 hi", Hi + Ok + "Content-Length: 4\r\n\r\nevil"}),
        inOnePiece({"garbage behind the last chunk", "200 hi", Chunked + "2\r\nhi\r\n0\r\n\r\nmore"}),
        inOnePiece({"a body of 204", "204 ", "HTTP/1.1 204 No Content\r\n\r\nmore"}),
        inOnePiece({"a body of 304", "304 ", "HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nmore"}),
        inOnePiece({"a body of HEAD", "200 ", Hi, Then::StayOpen, Tls::None, "HEAD"}),
    };
}

QList<Row> heads()
{
    return {
        {"nothing", "closed", "", Then::Close},
        {"nothing, reset", "closed", "", Then::Reset},
        {"nothing, open", "timeout", ""},
        {"a head that is cut", "closed", "HTTP/1.1 200 O", Then::Close},
        {"a head that is reset", "closed", Ok + "X: ", Then::Reset},
        {"a head without its end", "timeout", Ok + "Content-Length: 2\r\n"},
        {"no HTTP", "protocol", "220 mail.example ESMTP\r\n"},
        {"zeros", "protocol", QByteArray(100, '\0')},
        {"an old radio", "protocol", "ICY 200 OK\r\n\r\n"},
        {"a version that is none", "protocol", "HTTP/x.1 200 OK\r\n\r\n"},
        {"a status that is none", "protocol", "HTTP/1.1 2x0 OK\r\n\r\n"},
        {"no status", "protocol", "HTTP/1.1 OK\r\n\r\n"},
        {"a status of two digits", "protocol", "HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n"},
        {"a status of four digits", "protocol", "HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n"},
        {"a status that nobody knows", "799 hi", "HTTP/1.1 799 So what\r\nContent-Length: 2\r\n\r\nhi"},
        {"no reason", "200 hi", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi"},
        {"a reason of any bytes", "200 hi", "HTTP/1.1 200 \xc3\xbc\xff\r\nContent-Length: 2\r\n\r\nhi"},
        {"empty lines before it", "200 hi", "\r\n\r\n" + Hi},
        {"a field without a colon", "protocol", Ok + "Content-Length 2\r\n\r\nhi"},
        {"a field without a name", "protocol", Ok + ": x\r\nContent-Length: 2\r\n\r\nhi"},
        {"a blank before the colon", "protocol", Ok + "Content-Length : 2\r\n\r\nhi"},
        {"a folded field", "200 hi", Ok + "X: a\r\n b\r\nContent-Length: 2\r\n\r\nhi"},
        {"a zero in a field", "protocol", Ok + QByteArray("X: a\0b\r\n", 8) + "Content-Length: 2\r\n\r\nhi"},
        {"a carriage return in a field", "protocol", Ok + "X: a\rb\r\nContent-Length: 2\r\n\r\nhi"},
        {"a field of 1 MB", "protocol", Ok + "X: " + QByteArray(1 << 20, 'x') + "\r\n\r\n"},
        {"1 MB of fields", "protocol", Ok + QByteArray("X-Name: value\r\n").repeated(70'000) + "\r\n"},
        endless({"fields without end", "protocol", Ok}, "X-Name: value\r\n"),
        endless({"a field without end", "protocol", Ok + "X: "}, QByteArray(1000, 'x')),
        endless({"a slow head without end", "timeout", Ok}, "X: y\r\n", 20ms),
        {"interim answers", "200 hi",
         "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Hi},
        endless({"interim answers without end", "protocol", ""}, "HTTP/1.1 100 Continue\r\n\r\n"),
        endless({"slow interim answers", "timeout", ""}, "HTTP/1.1 102 Processing\r\n\r\n", 20ms),
        {"an interim answer and the end", "closed", "HTTP/1.1 100 Continue\r\n\r\n", Then::Close},
        {"an interim answer and nothing", "timeout", "HTTP/1.1 100 Continue\r\n\r\n"},
        {"another protocol", "101 ",
         "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nmore"},
    };
}

QList<Row> bodies()
{
    const QByteArray zeros(2 * MaxBody, '\0');
    const QByteArray moved = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n";
    return {
        {"packed", "200 hi", coded("deflate", deflated("hi"))},
        {"packed twice", "200 hi", coded("deflate, deflate", deflated(deflated("hi")))},
        {"not packed, though it says so", "protocol", coded("gzip", "hi")},
        {"packed and cut", "protocol", coded("deflate", deflated("hi there").chopped(5))},
        {"a coding that nobody knows", "200 hi", coded("x-own", "hi")},
        {"a bomb", "protocol", coded("deflate", deflated(zeros))},
        {"a bomb in a bomb", "protocol", coded("deflate, deflate", deflated(deflated(zeros)))},
        endless({"a body without end", "protocol", Ok + "\r\n"}, QByteArray(1000, 'x')),
        endless({"chunks without end", "protocol", Chunked}, "4\r\nmore\r\n"),
        endless({"the size of a chunk without end", "timeout", Chunked}, "0"),
        endless({"a slow body without end", "timeout", Ok + "\r\n"}, "x", 20ms),
        {"redirects without end", "protocol", moved + "Location: ?again\r\n\r\n"},
        {"a redirect to nowhere", "302 ", moved + "\r\n"},
        {"a redirect to nobody", "refused", moved + "Location: http://127.0.0.1:1/\r\n\r\n"},
        {"a redirect to no URL", "protocol", moved + "Location: http://[::1/\r\n\r\n"},
        {"a redirect to a file", "protocol", moved + "Location: file:///etc/hosts\r\n\r\n"},
    };
}

QList<Row> secrets()
{
    // Of a handshake as TLS 1.2 has it: the head of a ServerHello, and some of it.
    const QByteArray halfHello = QByteArray::fromHex("160303007a02000076030300112233");
    return {
        {"TLS", "200 hi", Hi, Then::StayOpen, Tls::Good},
        {"TLS, no length", "200 hi", Ok + "\r\nhi", Then::Close, Tls::Good},
        {"TLS, cut in the body", "closed", Ok + "Content-Length: 3\r\n\r\nhi", Then::Close, Tls::Good},
        {"TLS, reset in the body", "closed", Ok + "Content-Length: 3\r\n\r\nhi", Then::Reset, Tls::Good},
        {"TLS, nothing", "timeout", "", Then::StayOpen, Tls::Good},
        {"certificate for another host", "tls", Hi, Then::StayOpen, Tls::OtherHost},
        {"no TLS", "tls", Hi, Then::StayOpen, Tls::Fake},
        {"handshake that is not answered", "timeout", "", Then::StayOpen, Tls::Fake},
        {"handshake that is closed", "tls", "", Then::Close, Tls::Fake},
        {"handshake that is reset", "tls", "", Then::Reset, Tls::Fake},
        {"handshake that is cut", "tls", halfHello, Then::Close, Tls::Fake},
        {"handshake that stops", "timeout", halfHello, Then::StayOpen, Tls::Fake},
        {"handshake that is refused", "tls", QByteArray::fromHex("15030300020228"), Then::StayOpen,
         Tls::Fake},
    };
}

const QList<Row> &table()
{
    static const auto rows = framing() + heads() + bodies() + secrets();
    return rows;
}

QByteArray tlsFile(const char *name)
{
    QFile file(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/tls/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSslConfiguration tlsOf(Tls tls)
{
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey(QSslKey(tlsFile("key.pem"), QSsl::Ec));
    configuration.setLocalCertificate(
        QSslCertificate(tlsFile(tls == Tls::Good ? "certificate.pem" : "other.pem")));
    return configuration;
}

// With a TCP RST.
void reset(QTcpSocket &peer)
{
    const linger none{.l_onoff = 1, .l_linger = 0};
    setsockopt(int(peer.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
    peer.abort();
}

/// Does as its row says when it is asked for "/N": in pieces of N bytes, or in one when N is 0. What else it
/// is asked for, it answers well.
class Misbehaver : public QTcpServer
{
public:
    explicit Misbehaver(const Row &row)
        : m_row(row)
    {
        listen(QHostAddress::LocalHost);
    }

    QString url() const
    {
        return QStringLiteral("http%1://127.0.0.1:%2/")
            .arg(m_row.tls == Tls::None ? QString() : QStringLiteral("s"))
            .arg(serverPort());
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *peer = new QSslSocket(this); // which is a QTcpSocket until told otherwise
        peer->setSocketDescriptor(descriptor);
        peer->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(peer, &QSslSocket::disconnected, peer, &QObject::deleteLater);
        connect(peer, &QSslSocket::readyRead, this, [this, peer] { answer(peer); });
        if (m_row.tls == Tls::None || m_row.tls == Tls::Fake)
            return;
        peer->setSslConfiguration(tlsOf(m_row.tls));
        peer->startServerEncryption();
    }

private:
    void answer(QSslSocket *peer)
    {
        const auto request = peer->readAll();
        bool isNumber = false;
        const auto piece = request.mid(request.indexOf('/') + 1, 1).toInt(&isNumber);
        if (m_row.tls == Tls::Fake) // that was no request
            peer->disconnect(this);
        else if (!isNumber) {
            peer->write(Hi);
            return;
        }
        sendFrom(peer, 0, piece > 0 ? piece : m_row.bytes.size());
    }

    void sendFrom(QSslSocket *peer, qsizetype position, qsizetype piece)
    {
        if (position >= m_row.bytes.size()) {
            end(peer);
            return;
        }
        peer->write(m_row.bytes.mid(position, piece));
        peer->flush();
        QTimer::singleShot(0, peer, [=, this] { sendFrom(peer, position + piece, piece); });
    }

    void end(QSslSocket *peer)
    {
        if (m_row.isEndless())
            sendMore(peer);
        else if (m_row.then == Then::Close)
            peer->disconnectFromHost();
        else if (m_row.then == Then::Reset)
            reset(*peer);
    }

    void sendMore(QSslSocket *peer)
    {
        if (peer->bytesToWrite() < (64 << 10))
            peer->write(m_row.pause.count() > 0 ? m_row.more : m_row.more.repeated(100));
        QTimer::singleShot(m_row.pause, peer, [=, this] { sendMore(peer); });
    }

    const Row m_row;
};

// How a row is played: in one piece, and cut at each byte and at others.
QList<int> piecesOf(const Row &row)
{
    const bool isWhole =
        row.isInOnePiece || row.isEndless() || row.bytes.size() > 10'000 || row.expected == "timeout";
    return isWhole ? QList<int>{0} : QList<int>{0, 1, 7};
}

// Whether the server can then be asked for something else.
bool isUsable(const Row &row)
{
    return row.tls == Tls::None || row.tls == Tls::Good;
}

QJsonObject request(const QByteArray &method, const QString &url, double timeout)
{
    return {{QStringLiteral("method"), QString::fromLatin1(method)},
            {QStringLiteral("url"), url},
            {QStringLiteral("options"), QJsonObject{{QStringLiteral("timeout"), timeout}}}};
}

} // namespace

/// The real molotov-cli against servers that do all that they should not: every request ends in a response or
/// in an HttpError of the right kind, and the next one to the same server knows nothing of it.
class TestMisbehaving : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void ends_data();
    void ends();

private:
    QHash<QString, QJsonArray> m_seen;
};

void TestMisbehaving::initTestCase()
{
    std::vector<std::unique_ptr<Misbehaver>> servers;
    QJsonArray rows;
    for (const auto &row : table()) {
        servers.push_back(std::make_unique<Misbehaver>(row));
        const auto url = servers.back()->url();
        QJsonArray requests;
        for (const int piece : piecesOf(row)) {
            // So long that what hangs is told from what the computer had no time for.
            requests.append(
                request(row.method, url + QString::number(piece), row.expected == "timeout" ? 0.5 : 30));
            if (isUsable(row))
                requests.append(request("GET", url + QStringLiteral("good"), 30));
        }
        rows.append(QJsonObject{{QStringLiteral("name"), QString::fromUtf8(row.name)},
                                {QStringLiteral("requests"), requests}});
    }
    const auto trusted = tlsFile("certificate.pem") + tlsFile("other.pem");
    m_seen = playRows(rows, {{QStringLiteral("caCertificate"), QString::fromUtf8(trusted)},
                             {QStringLiteral("maxBody"), MaxBody}});
}

void TestMisbehaving::ends_data()
{
    QTest::addColumn<int>("row");
    for (int i = 0; i < table().size(); ++i)
        QTest::newRow(table()[i].name) << i;
}

void TestMisbehaving::ends()
{
    QFETCH(int, row);
    const auto &wanted = table()[row];
    QByteArrayList expected;
    for (int i = 0; i < piecesOf(wanted).size(); ++i) {
        expected += wanted.expected;
        if (isUsable(wanted))
            expected += "200 hi";
    }
    QByteArrayList seen;
    const auto outcomes = m_seen.value(QString::fromUtf8(wanted.name));
    for (const auto &outcome : outcomes) {
        const auto failure = outcome[QStringLiteral("failed")].toString();
        seen += failure.isEmpty()
                    ? QByteArray::number(outcome[QStringLiteral("status")].toInt()) + ' '
                          + QByteArray::fromBase64(outcome[QStringLiteral("body")].toString().toLatin1())
                    : failure.toUtf8();
    }
    QCOMPARE(seen.join(" | "), expected.join(" | "));
}

QTEST_GUILESS_MAIN(TestMisbehaving)
#include "tst_misbehaving.moc"
