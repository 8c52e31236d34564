// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/endtoend/realserver.h"
#include "tests/endtoend/scenariorows.h"
#include "tests/endtoend/servertable.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <array>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

struct Column
{
    int bit;
    const char *program;
};
constexpr std::array<Column, 3> Columns = {{{Nginx, "nginx"}, {Node, "node"}, {Python, "python3"}}};

// ---- both accounts of what came, as one text ----

QByteArray filled(QByteArray text, const RealServer &server)
{
    const auto url = server.url().toUtf8();
    text.replace("SERVER", url);
    text.replace("OTHER", server.otherUrl().toUtf8());
    return text.replace("HOST", url.mid(url.indexOf("//") + 2));
}

QByteArray unfilled(QByteArray text, const RealServer &server)
{
    const auto url = server.url().toUtf8();
    text.replace(server.otherUrl().toUtf8(), "OTHER");
    text.replace(server.otherUrl().toUtf8().mid(7), "OTHERHOST");
    text.replace(url, "SERVER");
    return text.replace(url.mid(7), "HOST");
}

QByteArray urlOf(const Request &request, const RealServer &server)
{
    return filled(request.url.startsWith('/') ? "SERVER" + request.url : request.url, server);
}

QByteArray bodyOf(const Request &request)
{
    return QByteArray("0123456789abcdef").repeated(request.bodySize / 16);
}

/// Writes down responses. Connections are numbered anew in each row.
class Account
{
public:
    void add(const QByteArray &status, const QByteArray &url, bool isRedirected,
             const QList<QByteArray> &fields, const QByteArray &body)
    {
        m_text += "--- " + status + ' ' + url + (isRedirected ? " (redirected)\n" : "\n");
        for (auto field : fields) {
            if (field.startsWith("date:"))
                continue;
            if (field.startsWith("x-connection: ")) {
                if (!m_connections.contains(field))
                    m_connections.append(field);
                field = "x-connection: " + QByteArray::number(m_connections.indexOf(field) + 1);
            }
            m_text += field + '\n';
        }
        m_text += '\n' + sorted(body) + '\n';
    }
    void addFailure(const QByteArray &why) { m_text += "--- failed: " + why + '\n'; }

    const QByteArray &text() const { return m_text; }

private:
    // Of cookies of one path, curl sends the newest first, where RFC 6265 (5.4) has the oldest first.
    static QByteArray sorted(const QByteArray &body)
    {
        static const QByteArray name = "> cookie: ";
        auto lines = body.split('\n');
        for (auto &line : lines) {
            if (!line.startsWith(name))
                continue;
            auto cookies = line.mid(name.size()).replace("; ", ";").split(';');
            std::sort(cookies.begin(), cookies.end());
            line = name + cookies.join("; ");
        }
        return lines.join('\n');
    }

    QByteArray m_text;
    QList<QByteArray> m_connections;
};

QByteArray ourAccount(const QJsonArray &seen)
{
    Account account;
    for (const auto &one : seen) {
        if (const auto failure = one[QStringLiteral("failed")].toString(); !failure.isEmpty()) {
            account.addFailure(
                (failure + QLatin1String(": ") + one[QStringLiteral("message")].toString()).toUtf8());
            continue;
        }
        QList<QByteArray> fields;
        const auto headers = one[QStringLiteral("headers")].toArray();
        for (const auto &header : headers)
            fields += (header[0].toString() + QLatin1String(": ") + header[1].toString()).toUtf8();
        auto body = one[QStringLiteral("body")].toString().toLatin1();
        if (!body.startsWith("sha256 "))
            body = QByteArray::fromBase64(body);
        account.add(QByteArray::number(one[QStringLiteral("status")].toInt()) + ' '
                        + one[QStringLiteral("statusText")].toString().toUtf8(),
                    one[QStringLiteral("url")].toString().toUtf8(),
                    one[QStringLiteral("redirected")].toBool(), fields, body);
    }
    return account.text();
}

// Without the lengths of responses.
QByteArray withoutLengths(const QByteArray &text)
{
    auto lines = text.split('\n');
    lines.removeIf([](const QByteArray &line) { return line.startsWith("content-length: "); });
    return lines.join('\n');
}

// The lines of a text that another has not.
QByteArray without(const QByteArray &text, const QByteArray &other)
{
    const auto known = other.split('\n');
    auto lines = text.split('\n');
    lines.removeIf([&](const QByteArray &line) { return known.contains(line); });
    return lines.join('\n') + '\n';
}

} // namespace

/// Molotov against servers that others wrote, and against curl: for each cell of the table, both must be
/// answered alike, and a server that can tell must have been sent the same by both.
class TestRealServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agree_data();
    void agree();

private:
    bool play(const Column &column);
    QByteArray curlAccount(const Row &row, const RealServer &server) const;
    void addOfCurl(Account &account, const Request &request, int index, const QJsonObject &result) const;
    QByteArray read(const QString &name) const;

    QString m_curl;
    QTemporaryDir m_folder; // where curl writes
    std::map<int, std::unique_ptr<RealServer>> m_servers;
    QHash<int, QHash<QString, QJsonArray>> m_seen; // by Molotov
};

void TestRealServers::initTestCase()
{
    m_curl = systemProgram(QStringLiteral("curl"));
    if (m_curl.isEmpty())
        QSKIP("curl is not installed, which Molotov is compared with");
    for (const auto &column : Columns)
        QVERIFY2(play(column), qPrintable(m_servers[column.bit]->problem()));
}

// All rows of the column; nothing if there is no such server.
bool TestRealServers::play(const Column &column)
{
    auto &server = m_servers[column.bit];
    server = std::make_unique<RealServer>(QString::fromLatin1(column.program));
    if (!server->isInstalled())
        return true;
    if (!server->start())
        return false;
    QJsonArray rows;
    for (const auto &row : table()) {
        if (!(row.servers & column.bit))
            continue;
        QJsonArray requests;
        for (const auto &request : row.requests)
            requests.append(QJsonObject{
                {QStringLiteral("method"), QString::fromLatin1(request.method)},
                {QStringLiteral("url"), QString::fromUtf8(urlOf(request, *server))},
                {QStringLiteral("options"), QJsonDocument::fromJson(request.options).object()},
                {QStringLiteral("bodySize"), request.bodySize},
            });
        rows.append(QJsonObject{{QStringLiteral("name"), QString::fromUtf8(row.name)},
                                {QStringLiteral("requests"), requests}});
    }
    m_seen[column.bit] = playRows(rows, {});
    return true;
}

void TestRealServers::agree_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    for (int i = 0; i < table().size(); ++i) {
        for (const auto &column : Columns) {
            if (table()[i].servers & column.bit)
                QTest::addRow("%s: %s", column.program, table()[i].name.constData()) << i << column.bit;
        }
    }
}

void TestRealServers::agree()
{
    QFETCH(int, row);
    QFETCH(int, column);
    const auto &wanted = table()[row];
    const auto &server = *m_servers[column];
    if (!server.isInstalled())
        QSKIP(qPrintable(server.program() + QStringLiteral(" is not installed, which is asked here")));
    const auto name = QString::fromUtf8(wanted.name);
    QVERIFY2(m_seen[column].contains(name), "Molotov did not come to this row");
    const auto seen = m_seen[column][name];
    auto ours = unfilled(ourAccount(seen), server);
    auto curls = unfilled(curlAccount(wanted, server), server);
    for (const auto &difference : wanted.differences) {
        QVERIFY2(curls.contains(difference.curl), "curl has come to do as Molotov does: " + curls);
        curls.replace(difference.curl, difference.molotov);
    }
    if (!wanted.differences.isEmpty()) { // an echo is then longer for one of them
        ours = withoutLengths(ours);
        curls = withoutLengths(curls);
    }
    QVERIFY2(ours == curls,
             "Only with Molotov:\n" + without(ours, curls) + "Only with curl:\n" + without(curls, ours));
    QCOMPARE(seen.last()[QStringLiteral("status")].toInt(), wanted.status);
}

QByteArray TestRealServers::curlAccount(const Row &row, const RealServer &server) const
{
    QStringList arguments = {QStringLiteral("-q")};
    for (int i = 0; i < row.requests.size(); ++i) {
        const auto &request = row.requests[i];
        const auto path = m_folder.filePath(QString::number(i));
        QFile::remove(path + QStringLiteral(".body")); // curl writes none where there is nothing to write
        if (i > 0)
            arguments += QStringLiteral("--next");
        arguments += {QStringLiteral("-sSgL"),     QStringLiteral("--compressed"),
                      QStringLiteral("--noproxy"), QStringLiteral("*"),
                      QStringLiteral("-b"),        QString(),
                      QStringLiteral("-m"),        QStringLiteral("60"),
                      QStringLiteral("-D"),        path + QStringLiteral(".head"),
                      QStringLiteral("-o"),        path + QStringLiteral(".body"),
                      QStringLiteral("-w"),        QStringLiteral("%{json}\n")};
        for (const auto &argument : request.curl)
            arguments += QString::fromUtf8(argument);
        if (request.bodySize > 0) {
            QFile file(path + QStringLiteral(".upload"));
            if (!file.open(QIODevice::WriteOnly) || file.write(bodyOf(request)) < 0)
                return "cannot be written";
            arguments += {QStringLiteral("--data-binary"), QLatin1Char('@') + file.fileName()};
        }
        arguments += QString::fromUtf8(urlOf(request, server));
    }
    QProcess curl;
    curl.start(m_curl, arguments);
    if (!curl.waitForFinished(100'000))
        return "hangs";
    const auto lines = curl.readAllStandardOutput().split('\n');
    Account account;
    for (int i = 0; i < row.requests.size(); ++i)
        addOfCurl(account, row.requests[i], i, QJsonDocument::fromJson(lines.value(i)).object());
    return account.text();
}

void TestRealServers::addOfCurl(Account &account, const Request &request, int index,
                                const QJsonObject &result) const
{
    if (result[QStringLiteral("exitcode")].toInt(-1) != 0) {
        account.addFailure(result[QStringLiteral("errormsg")].toString().toUtf8());
        return;
    }
    // Heads of all that it followed, interim ones too, and trailers.
    auto head = read(QStringLiteral("%1.head").arg(index));
    head = head.mid(head.lastIndexOf("HTTP/1."));
    head = head.left(head.indexOf("\r\n\r\n"));
    auto lines = head.split('\n');
    const auto status = lines.takeFirst().trimmed().mid(9);
    QList<QByteArray> fields;
    for (const auto &line : lines) {
        const auto colon = line.indexOf(':');
        fields += line.left(colon).toLower() + ": " + line.mid(colon + 1).trimmed();
    }
    auto body = request.method == "HEAD" ? QByteArray() : read(QStringLiteral("%1.body").arg(index));
    if (body.size() >= 5000)
        body = "sha256 " + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
    // It leaves secrets in the URL.
    static const QRegularExpression secrets(QStringLiteral("(?<=//)[^/@]*@"));
    account.add(status, result[QStringLiteral("url_effective")].toString().remove(secrets).toUtf8(),
                result[QStringLiteral("num_redirects")].toInt() > 0, fields, body);
}

QByteArray TestRealServers::read(const QString &name) const
{
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QTEST_GUILESS_MAIN(TestRealServers)
#include "tst_realservers.moc"
