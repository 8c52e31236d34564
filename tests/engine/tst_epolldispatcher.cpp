// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loop/epolldispatcher.h"

#include "core/engine/loop/prefetch.h"
#include "core/engine/scheduler.h"

#include <QElapsedTimer>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <functional>
#include <memory>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

// Two ends of a connection.
struct Pair
{
    std::array<int, 2> ends{};

    Pair()
    {
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) != 0)
            qFatal("no socketpair");
    }
    ~Pair()
    {
        close(ends[0]);
        close(ends[1]);
    }
    void write(int end, char byte) const
    {
        if (::write(ends[size_t(end)], &byte, 1) != 1)
            qFatal("cannot write");
    }
    char read(int end) const
    {
        char byte = 0;
        return ::read(ends[size_t(end)], &byte, 1) == 1 ? byte : '-';
    }
};

SteadyClock loopClock;

// Says that its handler has taken all that there was.
class DrainedNotifier : public QSocketNotifier
{
public:
    using QSocketNotifier::QSocketNotifier;
    std::function<void()> handler;

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct)
            return QSocketNotifier::event(event);
        handler();
        event->ignore();
        return true;
    }
};

// Notes what is told of its event beforehand.
class ForewarnedNotifier : public DrainedNotifier
{
public:
    using DrainedNotifier::DrainedNotifier;
    QList<int> eventsAhead;

protected:
    bool event(QEvent *event) override
    {
        if (event->type() == SoonEvent::Type)
            eventsAhead.append(static_cast<SoonEvent *>(event)->eventsAhead());
        return DrainedNotifier::event(event);
    }
};

} // namespace

class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheOneOfThisApplication()
    {
        QVERIFY(qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()));
    }

    void firesTimersInTheirOrder()
    {
        QString order;
        QTimer::singleShot(20, this, [&] { order += QLatin1Char('c'); });
        QTimer::singleShot(5, this, [&] { order += QLatin1Char('b'); });
        QTimer::singleShot(0, this, [&] { order += QLatin1Char('a'); });
        QTRY_COMPARE(order, QStringLiteral("abc"));
    }

    void neverFiresEarly()
    {
        QElapsedTimer clock;
        clock.start();
        qint64 firedAt = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] {
            firedAt = clock.nsecsElapsed();
            timer.stop();
        });
        timer.start(15);
        QVERIFY(timer.remainingTime() > 0);
        QTRY_VERIFY(firedAt > 0);
        QVERIFY(firedAt >= 15'000'000);
        QCOMPARE(timer.remainingTime(), -1);
    }

    // A busy computer may be late, but not each time.
    void aFineTimerIsDueWhenItIsSaidToBe()
    {
        auto *fine = dynamic_cast<FineTimers *>(QAbstractEventDispatcher::instance());
        QVERIFY(fine);
        QTimer timer;
        timer.setSingleShot(true);
        QEventLoop loop;
        connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
        bool isPunctual = false;
        for (int i = 0; i < 1000 && !isPunctual; ++i) {
            timer.start(1h);
            const auto start = loopClock.now();
            fine->setRemaining(timer.timerId(), 2100us);
            loop.exec();
            const auto took = loopClock.now() - start;
            QVERIFY(took >= 2100us);
            isPunctual = took < 2900us;
        }
        QVERIFY(isPunctual);
        fine->setRemaining(timer.timerId(), 1us); // it is none any more
    }

    void anAlarmOfASchedulerIsAsFine()
    {
        Scheduler scheduler(loopClock);
        bool isPunctual = false;
        for (int i = 0; i < 1000 && !isPunctual; ++i) {
            QEventLoop loop;
            const auto start = loopClock.now();
            scheduler.after(2100us, [&] { loop.quit(); });
            loop.exec();
            const auto took = loopClock.now() - start;
            QVERIFY(took >= 2100us);
            isPunctual = took < 2900us;
        }
        QVERIFY(isPunctual);
    }

    void aTimerWithoutIntervalLeavesOthersTheirTurn()
    {
        int turns = 0;
        bool isOver = false;
        QTimer busy;
        connect(&busy, &QTimer::timeout, this, [&] { ++turns; });
        busy.start(0);
        QTimer::singleShot(10, this, [&] { isOver = true; });
        QTRY_VERIFY(isOver);
        QVERIFY(turns > 1);
    }

    void aTimerMayStopAndStartItself()
    {
        int count = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] {
            timer.stop();
            if (++count < 3)
                timer.start(1);
        });
        timer.start(1);
        QTRY_COMPARE(count, 3);
        QTest::qWait(10);
        QCOMPARE(count, 3);
    }

    void aTimerDoesNotFireWithinItself()
    {
        int depth = 0;
        int deepest = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] {
            deepest = std::max(deepest, ++depth);
            QTest::qWait(10);
            --depth;
        });
        timer.start(1);
        QTest::qWait(50);
        timer.stop();
        QCOMPARE(deepest, 1);
    }

    void aThreadWakesItUp()
    {
        int heard = 0;
        std::vector<std::unique_ptr<QThread>> threads;
        for (int i = 0; i < 200; ++i) {
            threads.emplace_back(QThread::create([&] {
                for (int n = 0; n < 10; ++n)
                    QMetaObject::invokeMethod(
                        this, [&] { ++heard; }, Qt::QueuedConnection);
            }));
            threads.back()->start();
        }
        QTRY_COMPARE(heard, 2000);
        for (const auto &thread : threads)
            thread->wait();
    }

    // It waits, and does not turn for nothing.
    void sleepsWhenNothingHappens()
    {
        std::unique_ptr<QThread> thread(QThread::create([] { QThread::msleep(20); }));
        int turns = 0;
        const auto counting = connect(QAbstractEventDispatcher::instance(),
                                      &QAbstractEventDispatcher::aboutToBlock, this, [&] { ++turns; });
        thread->start();
        QTRY_VERIFY(thread->isFinished());
        thread->wait();
        turns = 0;
        QEventLoop loop;
        QTimer::singleShot(100, &loop, &QEventLoop::quit);
        loop.exec();
        disconnect(counting);
        QVERIFY2(turns <= 4, qPrintable(QString::number(turns)));
    }

    void whatIsPostedWhileHandlingIsHandled()
    {
        int depth = 0;
        std::function<void()> post = [&] {
            if (++depth < 1000)
                QMetaObject::invokeMethod(this, post, Qt::QueuedConnection);
        };
        post();
        QTRY_COMPARE(depth, 1000);
    }

    void tellsOfWhatCanBeReadAndWritten()
    {
        const Pair pair;
        QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
        QSocketNotifier writer(pair.ends[0], QSocketNotifier::Write);
        QString heard;
        connect(&writer, &QSocketNotifier::activated, this, [&] {
            heard += QLatin1Char('w');
            writer.setEnabled(false);
        });
        connect(&reader, &QSocketNotifier::activated, this, [&] { heard += QLatin1Char(pair.read(0)); });
        QTRY_COMPARE(heard, QStringLiteral("w"));
        pair.write(1, 'x');
        QTRY_COMPARE(heard, QStringLiteral("wx"));
        reader.setEnabled(false);
        pair.write(1, 'y');
        QTest::qWait(10);
        QCOMPARE(heard, QStringLiteral("wx"));
        reader.setEnabled(true);
        QTRY_COMPARE(heard, QStringLiteral("wxy"));
    }

    // What is not read is told of again, and what is new.
    void tellsAgainOfWhatIsLeft()
    {
        const Pair pair;
        QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
        QString heard;
        connect(&reader, &QSocketNotifier::activated, this, [&] { heard += QLatin1Char(pair.read(0)); });
        for (const char byte : {'a', 'b', 'c'})
            pair.write(1, byte);
        QTRY_COMPARE(heard, QStringLiteral("abc"));
        QTest::qWait(10);
        QCOMPARE(heard, QStringLiteral("abc"));
        pair.write(1, 'd');
        QTRY_COMPARE(heard, QStringLiteral("abcd"));
    }

    void takesTheWordOfAHandlerThatNothingIsLeft()
    {
        const Pair pair;
        DrainedNotifier reader(pair.ends[0], QSocketNotifier::Read);
        QString heard;
        reader.handler = [&] { heard += QLatin1Char(pair.read(0)); };
        pair.write(1, 'a');
        pair.write(1, 'b');
        QTRY_COMPARE(heard, QStringLiteral("a"));
        QTest::qWait(10);
        QCOMPARE(heard, QStringLiteral("a")); // it was no true word
        pair.write(1, 'c');
        QTRY_COMPARE(heard, QStringLiteral("ab"));
    }

    // As QAbstractSocket does it each time it writes: a call of the system would make the reader hear again.
    void aWriterThatIsOffAgainCostsNothing()
    {
        const Pair pair;
        DrainedNotifier reader(pair.ends[0], QSocketNotifier::Read);
        QSocketNotifier writer(pair.ends[0], QSocketNotifier::Write);
        writer.setEnabled(false);
        int turns = 0;
        reader.handler = [&] { ++turns; };
        pair.write(1, 'a');
        QTRY_COMPARE(turns, 1);
        writer.setEnabled(true);
        writer.setEnabled(false);
        QTest::qWait(10);
        QCOMPARE(turns, 1);
        bool mayWrite = false;
        connect(&writer, &QSocketNotifier::activated, this, [&] {
            mayWrite = true;
            writer.setEnabled(false);
        });
        writer.setEnabled(true);
        QTRY_VERIFY(mayWrite);
    }

    // It came before the handler could have seen it.
    void tellsOfAnEndBehindWhatWasDrained()
    {
        const Pair pair;
        DrainedNotifier reader(pair.ends[0], QSocketNotifier::Read);
        QString heard;
        reader.handler = [&] {
            heard += QLatin1Char(pair.read(0));
            if (heard.endsWith(QLatin1Char('-')))
                reader.setEnabled(false);
        };
        pair.write(1, 'a');
        QCOMPARE(shutdown(pair.ends[1], SHUT_WR), 0);
        QTRY_COMPARE(heard, QStringLiteral("a-"));
    }

    // An ordinary notifier cannot say whether it has read all.
    void takesTheWordThatAReaderTakesAll()
    {
        auto *dispatcher = dynamic_cast<WholeReads *>(QAbstractEventDispatcher::instance());
        QVERIFY(dispatcher);
        const Pair pair;
        QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
        dispatcher->noteWholeReads(pair.ends[0]);
        QString heard;
        connect(&reader, &QSocketNotifier::activated, this, [&] {
            heard += QLatin1Char(pair.read(0));
            if (heard.endsWith(QLatin1Char('-')))
                reader.setEnabled(false);
        });
        pair.write(1, 'a');
        pair.write(1, 'b');
        QTRY_COMPARE(heard, QStringLiteral("a"));
        QTest::qWait(10);
        QCOMPARE(heard, QStringLiteral("a")); // it was no true word
        pair.write(1, 'c');
        QTRY_COMPARE(heard, QStringLiteral("ab"));
        // The end comes behind all that can be read.
        QCOMPARE(shutdown(pair.ends[1], SHUT_WR), 0);
        QTRY_COMPARE(heard, QStringLiteral("abc-"));
    }

    void forgetsTheWordWithTheLastNotifier()
    {
        auto *dispatcher = dynamic_cast<WholeReads *>(QAbstractEventDispatcher::instance());
        const Pair pair;
        {
            const QSocketNotifier first(pair.ends[0], QSocketNotifier::Read);
            dispatcher->noteWholeReads(pair.ends[0]);
        }
        QSocketNotifier second(pair.ends[0], QSocketNotifier::Read);
        QString heard;
        connect(&second, &QSocketNotifier::activated, this, [&] { heard += QLatin1Char(pair.read(0)); });
        pair.write(1, 'a');
        pair.write(1, 'b');
        QTRY_COMPARE(heard, QStringLiteral("ab"));
    }

    // recv() stops there, however much is behind it.
    void tellsOfWhatIsBehindUrgentData()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket client;
        client.connectToHost(server.serverAddress(), server.serverPort());
        QTRY_VERIFY(client.state() == QAbstractSocket::ConnectedState && server.hasPendingConnections());
        const std::unique_ptr<QTcpSocket> peer(server.nextPendingConnection());
        const int end = dup(int(client.socketDescriptor()));
        client.abort();
        const int from = int(peer->socketDescriptor());
        QCOMPARE(::send(from, "abc", 3, 0), 3);
        QCOMPARE(::send(from, "!", 1, MSG_OOB), 1);
        QCOMPARE(::send(from, "def", 3, 0), 3);
        DrainedNotifier reader(end, QSocketNotifier::Read);
        QByteArray heard;
        int turns = 0;
        reader.handler = [&] {
            ++turns;
            char bytes[64];
            const auto size = recv(end, bytes, sizeof bytes, MSG_DONTWAIT);
            heard.append(bytes, std::max<qsizetype>(size, 0));
        };
        QTRY_COMPARE(heard, QByteArray("abc!def")); // Qt asks for it inline
        QTest::qWait(20);
        QVERIFY2(turns < 10, qPrintable(QString::number(turns)));
        reader.setEnabled(false);
        close(end);
    }

    void doesNotTurnForWhatNobodyHandles()
    {
        auto pair = std::make_unique<Pair>();
        const int kept = dup(pair->ends[0]);
        QSocketNotifier exception(kept, QSocketNotifier::Exception);
        pair.reset(); // hung up, which only a reader or a writer would hear of
        int turns = 0;
        const auto counting = connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake,
                                      this, [&] { ++turns; });
        QEventLoop loop;
        QTimer::singleShot(50, &loop, &QEventLoop::quit);
        loop.exec();
        disconnect(counting);
        exception.setEnabled(false);
        close(kept);
        QVERIFY2(turns < 20, qPrintable(QString::number(turns)));
    }

    void losesNothingForWhoDoesNotListenForAWhile()
    {
        const Pair first;
        const Pair second;
        DrainedNotifier one(first.ends[0], QSocketNotifier::Read);
        DrainedNotifier two(second.ends[0], QSocketNotifier::Read);
        // So that the descriptors stay known, without being armed again.
        DrainedNotifier firstWriter(first.ends[0], QSocketNotifier::Write);
        DrainedNotifier secondWriter(second.ends[0], QSocketNotifier::Write);
        firstWriter.handler = secondWriter.handler = [] {};
        QString heard;
        const auto handle = [&](const Pair &pair, DrainedNotifier &other) {
            heard += QLatin1Char(pair.read(0));
            other.setEnabled(false);
            QTimer::singleShot(0, this, [&other] { other.setEnabled(true); });
        };
        one.handler = [&] { handle(first, two); };
        two.handler = [&] { handle(second, one); };
        first.write(1, 'a');
        second.write(1, 'a');
        QTRY_COMPARE(heard, QStringLiteral("aa"));
    }

    void tellsReadersThatTheirEventComesSoon()
    {
        const std::array<Pair, 7> pairs;
        std::vector<std::unique_ptr<ForewarnedNotifier>> readers;
        QList<QList<int>> told;
        for (const auto &pair : pairs) {
            auto &reader = *readers.emplace_back(
                std::make_unique<ForewarnedNotifier>(pair.ends[0], QSocketNotifier::Read));
            reader.handler = [&] {
                pair.read(0);
                told.append(reader.eventsAhead);
            };
            pair.write(1, 'x');
        }
        QTRY_COMPARE(told.size(), qsizetype(pairs.size()));
        const QList<QList<int>> expected{{},           {1},          {2, 1},      {3, 2, 1},
                                         {4, 3, 2, 1}, {4, 3, 2, 1}, {4, 3, 2, 1}};
        QCOMPARE(told, expected);
    }

    // Both are ready at once; the first takes its time.
    void notesWhenItSawWhatWaits()
    {
        constexpr auto Long = 30ms;
        const std::array<Pair, 2> pairs;
        std::vector<std::unique_ptr<QSocketNotifier>> readers;
        std::vector<std::chrono::microseconds> seen;
        std::vector<std::chrono::microseconds> waited;
        for (const auto &pair : pairs) {
            const auto &reader =
                readers.emplace_back(std::make_unique<QSocketNotifier>(pair.ends[0], QSocketNotifier::Read));
            connect(reader.get(), &QSocketNotifier::activated, this, [&] {
                pair.read(0);
                seen.push_back(loopClock.firstSeen());
                waited.push_back(loopClock.now() - loopClock.firstSeen());
                QThread::msleep(Long.count());
            });
            pair.write(1, 'x');
        }
        auto backlog = 0us;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this,
                [&] { backlog = std::max(backlog, loopClock.now() - loopClock.waitingSince()); });
        timer.start(0);
        QTRY_COMPARE(seen.size(), size_t(2));
        QVERIFY(seen[0] == seen[1]);
        QVERIFY(waited[1] >= Long);
        QVERIFY(backlog >= Long);
        QTRY_VERIFY(loopClock.now() - loopClock.waitingSince() < Long);
    }

    // While it waits, more comes.
    void notesWhenThereCameMore()
    {
        const std::array<Pair, 2> pairs;
        QSocketNotifier first(pairs[0].ends[0], QSocketNotifier::Read);
        QSocketNotifier second(pairs[1].ends[0], QSocketNotifier::Read);
        auto between = -1us;
        const auto handle = [&](const Pair &other, int index) {
            if (between < 0us)
                other.write(1, 'y');
            else
                between = std::max(between, loopClock.lastSeen() - loopClock.firstSeen());
            while (pairs[size_t(index)].read(0) != '-')
                ;
            between = std::max(between, 0us);
            QThread::msleep(5);
        };
        connect(&first, &QSocketNotifier::activated, this, [&] { handle(pairs[1], 0); });
        connect(&second, &QSocketNotifier::activated, this, [&] { handle(pairs[0], 1); });
        pairs[0].write(1, 'x');
        pairs[1].write(1, 'x');
        QTRY_VERIFY(between >= 5ms);
    }

    void tellsOfTheEndOfAConnection()
    {
        auto pair = std::make_unique<Pair>();
        const int kept = dup(pair->ends[0]);
        QSocketNotifier reader(kept, QSocketNotifier::Read);
        bool isOver = false;
        connect(&reader, &QSocketNotifier::activated, this, [&] {
            isOver = true;
            reader.setEnabled(false);
        });
        pair.reset();
        QTRY_VERIFY(isOver);
        close(kept);
    }

    // What was ready belongs to the one that is gone, not to the one that has its number now.
    void aDescriptorMayComeBackAsAnother()
    {
        auto first = std::make_unique<Pair>();
        auto second = std::make_unique<Pair>();
        std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
        std::unique_ptr<Pair> third;
        int wrong = 0;
        int right = 0;
        // Whichever comes first replaces the other.
        const auto replace = [&](std::unique_ptr<Pair> &other, int index) {
            ++right;
            if (third)
                return;
            notifiers[size_t(1 - index)].reset();
            other.reset();
            third = std::make_unique<Pair>();
            for (const int end : third->ends) {
                notifiers.push_back(std::make_unique<QSocketNotifier>(end, QSocketNotifier::Read));
                connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&] { ++wrong; });
            }
            notifiers[size_t(index)]->setEnabled(false);
        };
        notifiers.push_back(std::make_unique<QSocketNotifier>(first->ends[0], QSocketNotifier::Read));
        notifiers.push_back(std::make_unique<QSocketNotifier>(second->ends[0], QSocketNotifier::Read));
        connect(notifiers[0].get(), &QSocketNotifier::activated, this, [&] { replace(second, 0); });
        connect(notifiers[1].get(), &QSocketNotifier::activated, this, [&] { replace(first, 1); });
        first->write(1, 'a');
        second->write(1, 'b');
        QTRY_COMPARE(right, 1);
        QTest::qWait(10);
        QCOMPARE(right, 1);
        QCOMPARE(wrong, 0);
    }

    void aFileIsAlwaysReady()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        QSocketNotifier reader(file.handle(), QSocketNotifier::Read);
        int count = 0;
        connect(&reader, &QSocketNotifier::activated, this, [&] {
            if (++count == 3)
                reader.setEnabled(false);
        });
        QTRY_COMPARE(count, 3);
    }

    void carriesManyConnections()
    {
        constexpr int Count = 200;
        constexpr int Rounds = 5;
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&] {
            while (auto *peer = server.nextPendingConnection())
                connect(peer, &QTcpSocket::readyRead, peer, [peer] { peer->write(peer->readAll()); });
        });
        std::vector<std::unique_ptr<QTcpSocket>> clients;
        int echoes = 0;
        for (int i = 0; i < Count; ++i) {
            auto *client = clients.emplace_back(std::make_unique<QTcpSocket>()).get();
            client->connectToHost(server.serverAddress(), server.serverPort());
            connect(client, &QTcpSocket::connected, this, [client] { client->write("x"); });
            connect(client, &QTcpSocket::readyRead, this, [&, client] {
                if (++echoes <= Count * (Rounds - 1))
                    client->write(client->readAll());
            });
        }
        QTRY_COMPARE(echoes, Count * Rounds);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher(loopClock)); // the application's from now on
    QCoreApplication application(argc, argv);
    TestEpollDispatcher test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epolldispatcher.moc"
