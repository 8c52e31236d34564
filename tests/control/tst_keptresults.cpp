// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/csvreport.h"
#include "core/control/report/htmlreport.h"
#include "core/control/report/junitreport.h"
#include "core/control/report/summaryreport.h"
#include "core/control/results/comparedrun.h"
#include "core/control/results/database.h"
#include "core/control/results/resultreader.h"
#include "core/control/results/schema.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

namespace {

QDir keptResults()
{
    return QDir(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/results"));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

void execute(const QString &path, const char *statement)
{
    auto database = Database::open(path, Database::Access::Write);
    if (!database || !database->run(QLatin1String(statement), {}))
        qFatal("cannot execute: %s", statement);
}

// The first difference: what `expected` has must be there; there may be more.
QString difference(const QJsonValue &expected, const QJsonValue &actual, const QString &where = {})
{
    if (expected.isObject()) {
        const auto object = expected.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const auto found =
                difference(it.value(), actual.toObject().value(it.key()), where + u'.' + it.key());
            if (!found.isEmpty())
                return found;
        }
        return {};
    }
    if (!expected.isArray() || expected.toArray().size() != actual.toArray().size())
        return expected == actual ? QString() : where;
    for (qsizetype i = 0; i < expected.toArray().size(); ++i) {
        const auto found = difference(expected[i], actual[i], where + u'.' + QString::number(i));
        if (!found.isEmpty())
            return found;
    }
    return {};
}

// All that this program does with a result; the error, if it cannot be read.
Status use(const QString &path)
{
    const auto run = ResultReader::readRun(path);
    if (!run)
        return run.error();
    (void)summaryJson(run->record.outcome);
    (void)htmlReport(run->record);
    (void)junitReport(run->record);
    (void)CsvReport(run->record.outcome);
    (void)comparedRun(run->record, run->seconds);
    return {};
}

} // namespace

/// Results that earlier versions of this program wrote, which every later one must read: tests/data/results
/// has one for each change of their tables, and beside it what it says. And results that are damaged.
class TestKeptResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadAsEver_data()
    {
        QTest::addColumn<QString>("path");
        const auto files = keptResults().entryInfoList({QStringLiteral("*.molotov-result")}, QDir::Files);
        QVERIFY(files.size() >= 3);
        for (const auto &file : files)
            QTest::newRow(qPrintable(file.completeBaseName())) << file.filePath();
    }

    void isReadAsEver()
    {
        QFETCH(QString, path);
        const auto reader = ResultReader::open(path);
        QVERIFY2(reader, reader ? "" : qPrintable(reader.error().text));
        const auto record = reader->record();
        QVERIFY2(record, record ? "" : qPrintable(record.error().text));
        const auto name = path.chopped(ResultReader::suffix().size()) + QStringLiteral("json");
        const auto expected = QJsonDocument::fromJson(contentOf(name)).object();
        QVERIFY(!expected.isEmpty());
        const auto summary = QJsonDocument::fromJson(summaryJson(record->outcome)).object();
        QCOMPARE(difference(expected, summary), QString());
        QVERIFY(!record->samples.isEmpty());
        QVERIFY(!record->samples.first().sample.exchanges.isEmpty());
        QCOMPARE(record->workers.size(), 2);
        QCOMPARE(record->sources.size(), 1);
        // Where the file does not have it, the load is the sum of its seconds.
        QVERIFY(record->outcome.load);
        QVERIFY(use(path));
    }

    // As it is for a file of a version that did not have them yet.
    void tablesAndColumnsMayBeMissing_data()
    {
        QTest::addColumn<QByteArray>("statement");
        for (const char *table : {"source", "scenario", "second", "measured", "total", "phase", "endpoint",
                                  "error", "sample", "log", "helper", "goal", "trust", "worker", "fact"}) {
            // Without its scenarios what was measured of them is nonsense; exchanges belong to samples, and
            // workers that came later to markers.
            if (qstrcmp(table, "scenario") != 0 && qstrcmp(table, "sample") != 0)
                QTest::newRow(table) << QByteArray("DROP TABLE ") + table;
        }
        for (const char *column :
             {"pinned", "note", "qt_version", "losses", "verdict", "rates", "limited_by", "trusted"})
            QTest::addRow("run.%s", column) << QByteArray("ALTER TABLE run DROP COLUMN ") + column;
        QTest::newRow("error.problem") << QByteArray("ALTER TABLE error DROP COLUMN problem");
        QTest::newRow("second.response_p95_us")
            << QByteArray("ALTER TABLE second DROP COLUMN response_p95_us");
        QTest::newRow("exchange.reason") << QByteArray("ALTER TABLE exchange DROP COLUMN reason");
    }

    void tablesAndColumnsMayBeMissing()
    {
        QFETCH(QByteArray, statement);
        const auto path = copy(QStringLiteral("1-response"));
        execute(path, statement);
        const auto status = use(path);
        QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    }

    void aNewerVersionIsRefused()
    {
        const auto path = copy(QStringLiteral("1-phases"));
        execute(path, qPrintable(QStringLiteral("PRAGMA user_version = %1").arg(ResultSchema::Version + 1)));
        const auto status = use(path);
        QVERIFY(!status);
        QCOMPARE(status.error().text,
                 QStringLiteral("The result %1 was written by a newer version of this program: use that one.")
                     .arg(QDir::toNativeSeparators(path)));
    }

    void whatIsDamagedIsSaid_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("flips"); // 0: the end is missing
        for (const char *name : {"1-first", "1-phases", "1-markers", "1-trust", "1-response"}) {
            QTest::addRow("%s, cut off", name) << QString::fromLatin1(name) << 0;
            QTest::addRow("%s, one byte is wrong", name) << QString::fromLatin1(name) << 1;
            QTest::addRow("%s, many bytes are wrong", name) << QString::fromLatin1(name) << 200;
        }
    }

    // Each time another damage, and the same ones in each run of this test.
    void whatIsDamagedIsSaid()
    {
        constexpr int Tries = 60;
        QFETCH(QString, name);
        QFETCH(int, flips);
        const auto whole = contentOf(copy(name));
        QRandomGenerator random(4711 + flips);
        int damaged = 0;
        for (int i = 0; i < Tries; ++i) {
            auto bytes = whole;
            if (flips == 0)
                bytes.truncate(random.bounded(int(bytes.size())));
            for (int flip = 0; flip < flips; ++flip)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            const auto path = m_folder.filePath(QStringLiteral("damaged %1.molotov-result").arg(i));
            write(path, bytes);
            const auto status = use(path); // a byte that nothing depends on is no damage
            QFile::remove(path);
            if (status)
                continue;
            ++damaged;
            const auto &sentence = status.error().text;
            QVERIFY2(sentence.contains(QDir::toNativeSeparators(path)) && sentence.endsWith(u'.')
                         && !sentence.contains(u'\n'),
                     qPrintable(sentence));
        }
        QVERIFY2(damaged > (flips == 1 ? 0 : Tries * 9 / 10), qPrintable(QString::number(damaged)));
    }

private:
    QString copy(const QString &name)
    {
        const auto path = m_folder.filePath(QStringLiteral("%1.%2").arg(name, ResultReader::suffix()));
        QFile::remove(path);
        write(path, contentOf(keptResults().filePath(QFileInfo(path).fileName())));
        return path;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestKeptResults)

#include "tst_keptresults.moc"
