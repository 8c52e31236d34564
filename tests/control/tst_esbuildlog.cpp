// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/esbuildlog.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

/// esbuild's output in words.
class TestEsbuildLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(m_folder.filePath(QStringLiteral("shop.ts")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("first\n\tconst é = \"ä€😀\" bar;\n");
    }

    void takesTheFirstError_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << QByteArray() << QString();
        QTest::newRow("something else") << QByteArray("Segmentation fault\n") << QString();
        QTest::newRow("a warning only") << QByteArray("▲ [WARNING] Odd\n\n    shop.ts:1:0:\n") << QString();
        QTest::newRow("no place") << QByteArray("✘ [ERROR] Out of luck\n\n")
                                  << QStringLiteral("Out of luck.");
        QTest::newRow("Windows") << QByteArray("X [ERROR] Unexpected \"}\"\r\n\r\n    shop.ts:1:2:\r\n")
                                 << QStringLiteral("shop.ts:1:3: Unexpected \"}\".");
        QTest::newRow("bytes become characters")
            << QByteArray("✘ [ERROR] Expected \";\" but found \"bar\"\n\n    shop.ts:2:24:\n      2 │ \n")
            << QStringLiteral("shop.ts:2:19: Expected \";\" but found \"bar\".");
        QTest::newRow("the place of a note is not the error's") << QByteArray(
            "✘ [ERROR] Again\n\n    shop.ts:1:1:\n      1 │ x\n\n  First here:\n\n    shop.ts:2:0:\n")
                                                                << QStringLiteral("shop.ts:1:2: Again.");
        QTest::newRow("two") << QByteArray(
            "✘ [ERROR] One\n\n    shop.ts:1:1:\n\n✘ [ERROR] Two\n\n    shop.ts:2:1:\n")
                             << QStringLiteral("shop.ts:1:2: One (and 1 more error).");
        QTest::newRow("three") << QByteArray("✘ [ERROR] One\n\n✘ [ERROR] Two\n\n✘ [ERROR] Three\n")
                               << QStringLiteral("One (and 2 more errors).");
        QTest::newRow("unresolved") << QByteArray(
            "✘ [ERROR] Could not resolve \"./nope\"\n\n    shop.ts:1:0:\n")
                                    << QStringLiteral("shop.ts:1:1: The import “./nope” cannot be found.");
        QTest::newRow("a module of Node")
            << QByteArray("✘ [ERROR] Could not resolve \"fs\"\n\n    shop.ts:1:0:\n      1 │ x\n        ╵ "
                          "~\n\n  The package "
                          "\"fs\" wasn't found on the file system but is built into node. Are you …\n")
            << QStringLiteral(
                   "shop.ts:1:1: “fs” is a part of Node.js, which scenarios do not run in: a module that "
                   "needs it cannot be used.");
    }

    void takesTheFirstError()
    {
        QFETCH(QByteArray, output);
        const auto error = EsbuildLog::firstError(output, {m_folder.path(), m_folder.path()});
        QTEST(error ? error->error.text : QString(), "expected");
    }

private:
    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestEsbuildLog)
#include "tst_esbuildlog.moc"
