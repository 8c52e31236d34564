// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/files.h"
#include "core/model/profilefile.h"
#include "tests/support/smallfiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Molotov;

class TestFiles : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }

    static QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
    }

    static QString errorOf(const Status &status) { return status ? QString() : status.error().text; }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void replacesAFile()
    {
        QVERIFY(Files::replace(path("a"), "one").isOk());
        QVERIFY(Files::replace(path("a"), "two").isOk());
        QCOMPARE(content(path("a")), QByteArray("two"));
    }

    void aFullDiskLeavesTheOldFile_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("less than a buffer") << 100;
        QTest::newRow("more than a buffer") << 1'000'000;
    }

    void aFullDiskLeavesTheOldFile()
    {
        QFETCH(int, size);
        QVERIFY(Files::replace(path("a"), "old").isOk());
        Status status;
        {
            const SmallFiles full(10);
            status = Files::replace(path("a"), QByteArray(size, 'x'));
        }
        QCOMPARE(errorOf(status),
                 QStringLiteral("%1 cannot be written: File too large. Make room on that disk, or choose "
                                "another place. What it held before is unchanged.")
                     .arg(path("a")));
        QCOMPARE(content(path("a")), QByteArray("old"));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList(QStringLiteral("a")));
    }

    void aFullDiskLeavesTheOldProfile()
    {
        const QByteArray text = R"({"molotov": {"tests": {"a": {"scenario": "a.ts"}}}})";
        QVERIFY(Files::replace(path("molotov.json"), text).isOk());
        const auto file = ProfileFile::load(path("molotov.json"));
        Status status;
        {
            const SmallFiles full(0);
            status = file->save(path("molotov.json"));
        }
        QVERIFY(!status);
        QCOMPARE(content(path("molotov.json")), text);
    }

    void createsOnlyWhatIsNotThere()
    {
        QVERIFY(Files::create(path("a"), "one").isOk());
        QVERIFY(!Files::create(path("a"), "two").isOk());
        QCOMPARE(content(path("a")), QByteArray("one"));
        {
            const SmallFiles full(2);
            QVERIFY(!Files::create(path("b"), "three").isOk());
        }
        QVERIFY(!QFile::exists(path("b")));
    }

    void saysBeforehandWhatCannotBeReplaced()
    {
        QVERIFY(Files::replace(path("a"), "old").isOk());
        QVERIFY(Files::canReplace(path("a")).isOk());
        QVERIFY(Files::canReplace(path("b")).isOk());
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList(QStringLiteral("a")));
        QCOMPARE(content(path("a")), QByteArray("old"));
        QCOMPARE(
            errorOf(Files::canReplace(path("gone/a"))),
            QStringLiteral("%1 cannot be written: No such file or directory. There is no folder %2: make "
                           "it, or choose another one.")
                .arg(path("gone/a"), path("gone")));
        QVERIFY(errorOf(Files::canReplace(m_folder->path())).endsWith(QLatin1String("instead of a folder.")));
    }

    void readsOnlyWhatIsAFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("problem");
        QTest::newRow("folder") << "."
                                << "is a folder, not a file.";
        QTest::newRow("pipe") << "pipe"
                              << "is a pipe or a device, not a file.";
        QTest::newRow("device") << "/dev/zero"
                                << "is a pipe or a device, not a file.";
        QTest::newRow("link to a device") << "zero"
                                          << "is a pipe or a device, not a file.";
        QTest::newRow("none") << "none"
                              << "cannot be opened: No such file or directory.";
        QTest::newRow("large") << "large"
                               << "is too large: it may have 1,000 bytes at most.";
    }

    void readsOnlyWhatIsAFile()
    {
        QFETCH(QString, name);
        QFETCH(QString, problem);
        QCOMPARE(::mkfifo(qPrintable(path("pipe")), 0600), 0);
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), path("zero")));
        QVERIFY(Files::create(path("large"), QByteArray(1001, 'x')).isOk());
        const auto read = Files::read(QDir(m_folder->path()).absoluteFilePath(name), 1000);
        QVERIFY(!read.isOk());
        QVERIFY2(read.error().text.endsWith(problem), qPrintable(read.error().text));
    }

    void readsAFile()
    {
        QVERIFY(Files::create(path("a"), QByteArray(1000, 'x')).isOk());
        const auto read = Files::read(path("a"), 1000);
        QVERIFY(read.isOk());
        QCOMPARE(read->size(), 1000);
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
