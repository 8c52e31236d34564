// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/importcheck.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Molotov;

/// What is said of imports before esbuild reads them.
class TestImportCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_root = QDir(QFileInfo(m_temporary->path()).canonicalFilePath());
        QVERIFY(m_root.mkpath(QStringLiteral("project/lib")));
        write("project/package.json", "{}");
        write("project/small.csv", "a\n1\n");
        write("project/big.csv", QByteArray(MaxSize + 1, 'x'));
        write("big.csv", QByteArray(MaxSize + 1, 'x'));
        write("project/lib/deep.ts", "\nimport rows from '../big.csv';\n");
        write("project/lib/circle.ts",
              "import './circle'; import '../shop';\nimport rows from '../big.csv';\n");
        write("project/folder/index.js", "require('../big.csv')");
    }

    void finds_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *source, const char *place) {
            const auto what =
                QStringLiteral("%1 is too large: 201 bytes, at most 200 can be sent to a helper with "
                               "all that a scenario imports.");
            QTest::newRow(source) << QByteArray(source)
                                  << (*place == '\0' ? QString() : what.arg(QString::fromUtf8(place)));
        };
        row("import rows from './big.csv';", "shop.ts:1: “./big.csv”");
        row("import rows from\"./lib/../big.csv\"", "shop.ts:1: “./lib/../big.csv”");
        row("import { scenario } from 'molotov';\n\n  import {\n  a,\n  b\n} from './big.csv';",
            "shop.ts:6: “./big.csv”");
        row("import './big.csv';", "shop.ts:1: “./big.csv”");
        row("export * from './big.csv';", "shop.ts:1: “./big.csv”");
        row("/* two\nlines */\nconst rows = require('./big.csv');", "shop.ts:3: “./big.csv”");
        row("const rows = await import(`./big.csv`);", "shop.ts:1: “./big.csv”");
        row("import './small.csv';\nimport './none.csv';\nimport './lib/deep';",
            "lib/deep.ts:2: “../big.csv”");
        row("import './lib/circle.js';", "");
        row("import './lib/circle';", "lib/circle.ts:2: “../big.csv”");
        row("import './folder';", "folder/index.js:1: “../big.csv”");
        row("import rows from './small.csv';", "");
        row("// import rows from './big.csv';", "");
        row("x(); // see require('./big.csv')", "");
        row("/*\nimport rows from './big.csv';\n*/", "");
        row("const name = './big.csv'; export const other = './big.csv';", "");
        row("import rows from 'big.csv';", "");
    }

    void finds()
    {
        QFETCH(QByteArray, source);
        write("project/shop.ts", source);
        QTEST(problem(), "expected");
    }

    void leavesWhatIsOutsideToOthersUnlessItIsLarge()
    {
        write("small.csv", "");
        write("project/shop.ts", "import rows from '../small.csv';");
        QCOMPARE(problem(), QString());
        write("project/shop.ts", "import rows from '../big.csv';");
        QCOMPARE(
            problem(),
            QStringLiteral("shop.ts:1 imports “../big.csv”, that is %1/big.csv, which lies outside of the "
                           "project's folder %1/project; move it into that folder.")
                .arg(m_root.path()));
    }

    void findsPipesAndDevices_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("pipe") << QStringLiteral("./lib/pipe.txt");
        QTest::newRow("pipe of code") << QStringLiteral("./lib/code");
        QTest::newRow("link to a pipe") << QStringLiteral("./link.csv");
        QTest::newRow("through a linked folder") << QStringLiteral("./linked/pipe.txt");
        QTest::newRow("link to a device") << QStringLiteral("./zero.txt");
        QTest::newRow("device") << QStringLiteral("/dev/zero");
    }

    void findsPipesAndDevices()
    {
#ifdef Q_OS_UNIX
        QFETCH(QString, name);
        for (const auto *pipe : {"project/lib/pipe.txt", "project/lib/code.ts"})
            QCOMPARE(::mkfifo(QFile::encodeName(path(pipe)).constData(), 0600), 0);
        QVERIFY(QFile::link(path("project/lib/pipe.txt"), path("project/link.csv")));
        QVERIFY(QFile::link(path("project/lib"), path("project/linked")));
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), path("project/zero.txt")));
        write("project/shop.ts", "\nimport text from '" + name.toUtf8() + "';");
        QCOMPARE(problem(), QStringLiteral("shop.ts:2: “%1” is a pipe or a device, not a file.").arg(name));
#else
        QSKIP("There are no such files here.");
#endif
    }

private:
    static constexpr int MaxSize = 200;

    QString path(const char *name) const
    {
        return m_root.filePath(QString::fromUtf8(name));
    }

    void write(const char *name, const QByteArray &text)
    {
        QVERIFY(m_root.mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    QString problem()
    {
        const auto file = path("project/shop.ts");
        const auto status = ImportCheck(ImportScope::of(file), MaxSize).check(file);
        return status ? QString() : status.error().text;
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_root;
};

QTEST_GUILESS_MAIN(TestImportCheck)
#include "tst_importcheck.moc"
