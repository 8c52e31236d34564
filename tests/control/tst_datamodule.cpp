// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/datamodule.h"

#include <QTest>

using namespace Molotov;

/// What data files become, by the text of the module or of the error.
class tst_DataModule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void becomesAModule_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        const auto mark = QByteArray("\xEF\xBB\xBF");
        QTest::newRow("text") << "a.txt" << QByteArray("\"a\"\n") << "export default \"\\\"a\\\"\\n\";";
        QTest::newRow("text with a mark") << "a.txt" << mark + "a"
                                          << "export default \"a\";";
        QTest::newRow("key") << "a.PEM" << QByteArray("---") << "export default \"---\";";
        QTest::newRow("JSON") << "a.json" << QByteArray("{\"a\": [1]}")
                              << "module.exports = JSON.parse(\"{\\\"a\\\": [1]}\");";
        QTest::newRow("JSON with a mark") << "a.Json" << mark + "5"
                                          << "module.exports = JSON.parse(\"5\");";
        QTest::newRow("bad JSON") << "a.json" << QByteArray("{\n\"a\": 1,\n}\n")
                                  << "a.json:3: this is no JSON: object is missing after a comma.";
        QTest::newRow("YAML") << "a.yaml" << mark + "a: [1]\n"
                              << "module.exports = JSON.parse(\"{\\\"a\\\":[1]}\");";
        QTest::newRow("YAML in capitals")
            << "a.YML" << QByteArray("5") << "module.exports = JSON.parse(\"5\");";
        QTest::newRow("bad YAML") << "a.yml" << QByteArray("a: 1\na: 2\n")
                                  << "a.yml:2: the key “a” is there already.";
        QTest::newRow("YAML in Latin-1") << "a.yml" << QByteArray("\xE4\n") << "a.yml is not text in UTF-8.";
        QTest::newRow("two values") << "a.json" << QByteArray("1, 2")
                                    << "a.json is no JSON: it must hold one value.";
        QTest::newRow("no value") << "a.json" << QByteArray() << "a.json is no JSON: it must hold one value.";
        QTest::newRow("Latin-1") << "a.txt" << QByteArray("\xE4\n") << "a.txt is not text in UTF-8.";
        QTest::newRow("table in Latin-1")
            << "a.CSV" << QByteArray("a\n\xE4\n") << "a.CSV is not text in UTF-8.";
    }

    void becomesAModule()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        const auto module = DataModule::fromFile(content, name);
        QTEST(module ? QString::fromUtf8(*module).trimmed() : module.error().text, "expected");
    }

    void knowsDataFiles()
    {
        for (const auto *name : {"a.csv", "a.CSV", "a.b.Json", "x/a.txt", "a.pem", "a.yaml", "a.yMl"})
            QVERIFY2(DataModule::isDataFile(QLatin1String(name)), name);
        for (const auto *name : {"a.js", "csv", "a.csv.js", "a.map"})
            QVERIFY2(!DataModule::isDataFile(QLatin1String(name)), name);
    }
};

QTEST_APPLESS_MAIN(tst_DataModule)
#include "tst_datamodule.moc"
