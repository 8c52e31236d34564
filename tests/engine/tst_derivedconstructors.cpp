// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/derivedconstructors.h"

#include <QTest>

using namespace Molotov;

/// Which constructors are changed, and how; that they work then, tst_language shows.
class TestDerivedConstructors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrapsWhatFollowsSuper_data()
    {
        QTest::addColumn<QByteArray>("call");
        QTest::newRow("one line") << QByteArray("    super(a);");
        QTest::newRow("several lines") << QByteArray("    super({\n      a: () => 1\n    });");
    }

    void wrapsWhatFollowsSuper()
    {
        QFETCH(QByteArray, call);
        const auto code = constructor(call + "\n    this.f = () => this;\n    g();");
        const auto mended = constructor(call + " return (function() {\n    this.f = () => this;\n    g();",
                                        "  }).apply(this, arguments); }");
        QCOMPARE(withThisInDerivedConstructors(code), mended);
    }

    void leavesAloneWhatItCannotMend_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const char *body) { QTest::newRow(name) << QByteArray(body); };
        row("no arrow function", "    super();\n    this.x = 1;");
        row("no super()", "    this.f = () => this;");
        row("super() in a condition", "    if (a) {\n      super();\n    }\n    this.f = () => this;");
        row("super() in an expression", "    super(), this.x = 1;\n    this.f = () => this;");
        row("property of the other class", "    super();\n    this.f = () => super.x;");
        row("computed property of the other class", "    super();\n    this.f = () => super[a];");
        row("new.target", "    super();\n    this.f = () => new.target;");
        row("a text that looks like the end",
            "    super();\n    this.f = () => this;\n    this.text = `\n  }\n`;");
    }

    void leavesAloneWhatItCannotMend()
    {
        QFETCH(QByteArray, body);
        const auto code = constructor(body);
        QCOMPARE(withThisInDerivedConstructors(code), code);
    }

private:
    static QString constructor(const QByteArray &body, const QByteArray &end = "  }")
    {
        return QString::fromUtf8("class B extends A {\n  constructor(a) {\n" + body + "\n" + end + "\n}\n");
    }
};

QTEST_GUILESS_MAIN(TestDerivedConstructors)
#include "tst_derivedconstructors.moc"
