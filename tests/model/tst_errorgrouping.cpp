// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/errorgrouping.h"

#include <QSet>
#include <QTest>

using namespace Molotov;
using std::chrono::seconds;

namespace {

ScriptError at(int line, const QString &message, const QString &endpoint = {})
{
    return {.kind = ErrorKind::Network,
            .message = message,
            .stack = {{.function = {}, .place = {.file = QStringLiteral("shop.ts"), .line = line}}},
            .endpoint = endpoint};
}

// A word without digits for each number.
QString word(int number)
{
    QString letters = QStringLiteral("x");
    for (; number > 0; number /= 26)
        letters += QChar(u'a' + number % 26);
    return letters;
}

} // namespace

class TestErrorGrouping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreLeftOut_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *message, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(message) << QString::fromUtf8(expected);
        };
        row("nothing", "", "");
        row("words", "The cart is empty", "The cart is empty");
        row("numbers", "expected 200, got 503 for order 8812", "expected #, got # for order #");
        row("sizes of numbers", "took 1.5e-7 s of -12,000.25", "took # s of -#");
        row("number at the end of a sentence", "order 8812.", "order #.");
        row("word with digits", "user42 is no u_17x", "# is no #");
        row("UUID", "no cart 0b5c2b3e-cafe-beef-dead-c0ffeefacade here", "no cart # here");
        row("UUID of letters", "no deadbeef-cafe-beef-dead-coffeefacade", "no #-cafe-beef-dead-coffeefacade");
        row("hex", "session deadbeefcafe and facade", "session # and facade");
        row("quoted", R"(got "it\"s" and 'x' of “a” ‘b’ «c» `d`)", "got # and # of #");
        row("apostrophes", "it can't, they won't: 'no'", "it can't, they won't: #");
        row("quote without end", "size of \"x 5", "size of \"x #");
        row("URL", "GET http://a.test:80/x?y=z#part (from https://b.test/): no", "GET # (from #): no");
        row("URL in quotes", "to “http://a.test/x”, which", "to #, which");
        row("date", "since 2026-11-26T10:29:21.123Z", "since #");
        row("address", "10.0.0.1:8080 and [::1]:80 refused", "# and [::#]:# refused");
        row("list", "[1, 2,3] is not [\"a\",\"b\"]", "[#] is not [#]");
        row("object", R"({"id":5,"name":"x"} is null)", "{#} is null");
        row("letters of others", "заказ 12 не найден: 第3項", "заказ # не найден: #");
        row("half a UUID at the end", "x 0b5c2b3e-cafe-beef", "x #-cafe-beef");
        row("escape at the end", "\"abc\\", "\"abc\\");
    }

    void valuesAreLeftOut()
    {
        QFETCH(QString, message);
        QTEST(withoutValues(message), "expected");
    }

    void sameButForValuesIsOneGroup()
    {
        ErrorGrouping grouping(100);
        const auto endpoint = QStringLiteral("GET /products/:id");
        for (int i = 0; i < 600; ++i) {
            auto error = at(3, QStringLiteral("GET http://a/products/%1 was refused").arg(i), endpoint);
            QCOMPARE(grouping.groupOf(error), 0);
            QVERIFY(error.message.contains(QString::number(i)));
        }
    }

    void kindPlaceEndpointStepAndWordsTellApart()
    {
        ErrorGrouping grouping(100);
        auto first = at(3, QStringLiteral("refused 1"), QStringLiteral("GET /a"));
        auto endpoint = at(3, QStringLiteral("refused 1"), QStringLiteral("GET /b"));
        auto place = at(4, QStringLiteral("refused 1"), QStringLiteral("GET /a"));
        auto words = at(3, QStringLiteral("reset 1"), QStringLiteral("GET /a"));
        auto kind = first;
        kind.kind = ErrorKind::Script;
        auto step = first;
        step.step = QStringLiteral("checkout");
        int expected = 0;
        for (auto *error : {&first, &endpoint, &place, &words, &kind, &step})
            QCOMPARE(grouping.groupOf(*error), expected++);
        QCOMPARE(grouping.groupOf(first), 0);
    }

    void innermostKnownPlaceCounts()
    {
        auto error = at(3, QStringLiteral("no"));
        error.stack.prepend(StackFrame{});
        QCOMPARE(placeOf(error).line, 3);
        QVERIFY(!placeOf(ScriptError{}).isValid());
    }

    void aPlaceHasFewGroups()
    {
        ErrorGrouping grouping(1000);
        QSet<int> groups;
        for (int i = 0; i < 500; ++i) {
            auto error = at(3, QStringLiteral("no ") + word(i), QStringLiteral("GET /") + word(i));
            groups.insert(grouping.groupOf(error));
            if (i >= ErrorGrouping::MaxPerPlace) {
                QCOMPARE(error.message, QStringLiteral("Other errors of this place"));
                QCOMPARE(placeOf(error).toString(), QStringLiteral("shop.ts:3"));
                QCOMPARE(error.endpoint, QString());
            }
        }
        QCOMPARE(groups.size(), ErrorGrouping::MaxPerPlace + 1);
        auto elsewhere = at(4, QStringLiteral("no"));
        (void)grouping.groupOf(elsewhere);
        QCOMPARE(elsewhere.message, QStringLiteral("no"));
    }

    // What one helper has put together arrives with what another has.
    void othersOfAPlaceStayOneGroup()
    {
        ErrorGrouping helper(1000);
        ErrorGrouping all(1000);
        QSet<int> groups;
        for (int i = 0; i < 100; ++i) {
            auto error = at(3, word(i));
            (void)helper.groupOf(error);
            groups.insert(all.groupOf(error));
            auto other = at(3, QStringLiteral("of the other helper: ") + word(i));
            groups.insert(all.groupOf(other));
        }
        QCOMPARE(groups.size(), ErrorGrouping::MaxPerPlace + 1);
    }

    void aRunHasFewGroups()
    {
        ErrorGrouping grouping(10);
        QSet<int> groups;
        for (int i = 1; i < 500; ++i) {
            auto error = at(i, QStringLiteral("no"));
            error.kind = i % 2 == 0 ? ErrorKind::Script : ErrorKind::Assertion;
            const auto kind = error.kind;
            groups.insert(grouping.groupOf(error));
            QVERIFY(error.kind == kind);
            QCOMPARE(error.message, i > 10 ? QStringLiteral("Other errors") : QStringLiteral("no"));
        }
        QCOMPARE(groups.size(), 12);
    }

    void problemsOfTheRunStayApart()
    {
        ErrorGrouping grouping(10);
        ScriptError error = at(3, QStringLiteral("no"));
        QCOMPARE(grouping.groupOf(error), 0);
        for (int i = 0; i < 64; ++i) {
            ErrorGroup lost{.error = {.kind = ErrorKind::Local, .message = {}, .stack = {}},
                            .problem =
                                RunProblem{.code = RunProblem::Code::WorkersLost, .loss = {.helper = i}}};
            QCOMPARE(grouping.groupOf(lost), i + 1);
            QVERIFY(lost.problem);
        }
        ErrorGroup notRun{.problem = RunProblem{.code = RunProblem::Code::GlobalTeardownNotRun}};
        QCOMPARE(grouping.groupOf(notRun), 65);
    }

    void differentMessagesMakeAnExample()
    {
        ErrorGroup group{
            .error = at(3, QStringLiteral("no 1")), .count = 1, .first = seconds(5), .last = seconds(5)};
        addToGroup(group, group);
        QVERIFY(!group.isExample);
        addToGroup(group, {at(3, QStringLiteral("no 2")), 3, seconds(1), seconds(2)});
        QVERIFY(group.isExample);
        QCOMPARE(group.error.message, QStringLiteral("no 1"));
        QCOMPARE(group.count, 5);
        QCOMPARE(group.first, seconds(1));
        QCOMPARE(group.last, seconds(5));
    }
};

QTEST_GUILESS_MAIN(TestErrorGrouping)
#include "tst_errorgrouping.moc"
