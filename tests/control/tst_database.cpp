// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/database.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>

using namespace Molotov;

namespace {

/// Asks a file again and again on a thread of its own, which the end of the application waits for.
class Reader
{
public:
    explicit Reader(const QString &path)
        : m_thread([this, path] { read(path); })
    {
        while (m_count == 0)
            std::this_thread::yield();
    }

    void stop()
    {
        m_isStopped = true;
        m_thread.join();
    }

    int failures() const { return m_failures; }

private:
    void read(const QString &path)
    {
        const auto database = Database::open(path, Database::Access::Read);
        for (std::chrono::milliseconds rest{200}; !m_isStopped || rest.count() > 0; --rest) {
            if (!database || !database->query(QStringLiteral("SELECT name FROM things")))
                ++m_failures;
            ++m_count;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    std::atomic<int> m_count = 0;
    std::atomic<int> m_failures = 0;
    std::atomic<bool> m_isStopped = false;
    std::thread m_thread;
};

Reader *s_reader = nullptr;

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto database = Database::open(m_folder.filePath(QStringLiteral("a.db")), Database::Access::Write);
        QVERIFY(database);
        QVERIFY(database->run(QStringLiteral("CREATE TABLE things (name TEXT)"), {}));
        QVERIFY(database->run(QStringLiteral("INSERT INTO things VALUES (?)"), {QString()}));
    }

    void anEmptyTextIsNotMissing()
    {
        const auto database =
            Database::open(m_folder.filePath(QStringLiteral("a.db")), Database::Access::Read);
        QVERIFY(database);
        auto rows = database->query(QStringLiteral("SELECT name IS NULL FROM things"));
        QVERIFY(rows && rows->next());
        QCOMPARE(rows->value(0).toInt(), 0);
    }

    void saysWhatIsWrong()
    {
        const auto database =
            Database::open(m_folder.filePath(QStringLiteral("b.db")), Database::Access::Read);
        QVERIFY(!database);
        QVERIFY2(database.error().text.contains(QStringLiteral("unable to open")),
                 qPrintable(database.error().text));
    }

private:
    QTemporaryDir m_folder;
};

int main(int argc, char *argv[])
{
    const QTemporaryDir folder;
    std::unique_ptr<Reader> reader;
    int failures = 0;
    {
        const QCoreApplication app(argc, argv);
        qAddPostRoutine([] { s_reader->stop(); });
        TestDatabase test;
        failures = QTest::qExec(&test, argc, argv);
        const auto path = folder.filePath(QStringLiteral("a.db"));
        auto database = Database::open(path, Database::Access::Write);
        (void)database->run(QStringLiteral("CREATE TABLE things (name TEXT)"), {});
        reader = std::make_unique<Reader>(path);
        s_reader = reader.get();
    }
    if (reader->failures() > 0) {
        qWarning("%d queries failed at the end of the application", reader->failures());
        ++failures;
    }
    return failures;
}

#include "tst_database.moc"
