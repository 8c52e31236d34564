// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/pathpattern.h"
#include "core/engine/http/webaddress.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Molotov;

class TestPathPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsIds_data();
    void findsIds();
    void findsRandomTexts();
    void copiesNoPathWithoutIds();
    void leavesTheQueryOut();
};

void TestPathPattern::findsIds_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("pattern");
    const auto row = [](const char *path, const char *pattern) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(pattern);
    };
    const auto stays = [&row](const char *path) { row(path, path); };

    row("/users/42", "/users/{id}");
    row("/users/42/", "/users/{id}/");
    row("/users/42/orders/7/items", "/users/{id}/orders/{id}/items");
    row("/7", "/{id}");
    row("//7//8", "//{id}//{id}");
    row("/users/018f4e2c-7a3b-7def-8123-456789ABCDEF/a", "/users/{id}/a");
    row("/users/deadbeef-deaf-beef-cafe-feedfacecafe", "/users/{id}");
    row("/commits/3f9a8c1b", "/commits/{id}");
    row("/commits/DEADBEE1", "/commits/{id}");
    row("/orders/507f1f77bcf86cd799439011", "/orders/{id}");
    row("/s/dQw4w9WgXcQ-8hTj2Kp_5A", "/s/{id}");
    row("/s/TWFueSBoYW5kcyBtYWtlIGxpZ2h0IHdvcms=", "/s/{id}");
    row("/s/01hqzx3k5m7n9p2r4t6v8w0y2a", "/s/{id}");

    stays("");
    stays("/");
    stays("/users/me");
    stays("/api/v2/1.5/-1");
    stays("/a/b1/c3d");
    stays("/commits/deadbeef"); // may be a word
    stays("/commits/3f9a8c1"); // too short
    stays("/x/deadbeef-deaf-beef-cafe-feedfacecafeg");
    stays("/blog/how-to-learn-cpp-in-24-hours");
    stays("/blog/How-To-Learn-Cpp-In-24-Hours");
    stays("/images/ubuntu-22-04-3-lts-x64");
    stays("/rpc/listPaymentMethodsV2Beta");
    stays("/rpc/getAllItemsByUserIdAndDate");
    stays("/reports/ORDER_HISTORY_OF_2024_AND_BEFORE");
    stays("/donaudampfschifffahrtsgesellschaft");
    stays("/é/ü");
}

void TestPathPattern::findsIds()
{
    QFETCH(QString, path);
    QFETCH(QString, pattern);
    QCOMPARE(pathPattern(path), pattern);
}

// Most: a random text may look like words.
void TestPathPattern::findsRandomTexts()
{
    constexpr int Texts = 10'000;
    QRandomGenerator random(1);
    int found = 0;
    for (int i = 0; i < Texts; ++i) {
        QByteArray bytes(16, '\0');
        random.generate(bytes.begin(), bytes.end());
        const auto id = QString::fromLatin1(
            bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        found += isIdSegment(id) ? 1 : 0;
    }
    QVERIFY2(found > Texts * 99 / 100, qPrintable(QString::number(found)));
}

void TestPathPattern::copiesNoPathWithoutIds()
{
    const QString path = QStringLiteral("/users/me/orders").repeated(1);
    QCOMPARE(pathPattern(path).constData(), path.constData());
}

void TestPathPattern::leavesTheQueryOut()
{
    const auto address = WebAddress::parse("http://h/users/42?page=2&from=7#a");
    QVERIFY(address.isOk());
    QCOMPARE(address->path(), QStringLiteral("/users/42"));
    QCOMPARE(address->pattern(), QStringLiteral("/users/{id}"));
}

QTEST_APPLESS_MAIN(TestPathPattern)
#include "tst_pathpattern.moc"
