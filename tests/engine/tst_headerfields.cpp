// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/headerfields.h"

#include <QTest>

using namespace Molotov;

class TestHeaderFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsFields()
    {
        HeaderFields fields;
        fields.addToName("A");
        fields.addToName("b");
        fields.addToValue("1");
        fields.addToValue("2 \t");
        fields.endField();
        fields.addToName("Empty");
        fields.endField();
        fields.addToName("aB");
        fields.addToValue(":x");
        fields.endField();
        QCOMPARE(fields.text(), QByteArray("Ab:12\nEmpty:\naB::x\n"));
        QCOMPARE(fields.pairs(), HttpHeaders({{"Ab", "12"}, {"Empty", ""}, {"aB", ":x"}}));
        QCOMPARE(fields.first("ab").toByteArray(), QByteArray("12"));
        QVERIFY(!fields.first("empty").isNull());
        QVERIFY(fields.first("b").isNull());
        QCOMPARE(fields.joined("ab"), QByteArray("12, :x"));
        QCOMPARE(HeaderFields(fields.pairs()), fields);
        fields.clear();
        QVERIFY(fields.pairs().isEmpty());
    }

    void takesAnyTextAsFields()
    {
        for (const QByteArray text : {"", "\n", "a\n", "a:b", ":\n:", "\n:\n"})
            HeaderFields::fromText(text).pairs();
    }
};

QTEST_GUILESS_MAIN(TestHeaderFields)
#include "tst_headerfields.moc"
