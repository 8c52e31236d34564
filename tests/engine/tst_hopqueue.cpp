// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/hopqueue.h"

#include "tests/engine/loadclient.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

struct Nobody final : Hop::Listener
{
    void onBody() override {}
    void onFinished() override {}
};

} // namespace

class TestHopQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_hops.clear();
        for (int i = 0; i < 5; ++i)
            m_hops.push_back(std::make_unique<Hop>(m_client.manager, WireRequest(), m_nobody));
    }

    void keepsTheOrder()
    {
        HopQueue queue;
        QVERIFY(queue.isEmpty());
        for (const auto &hop : m_hops)
            queue.add(*hop);
        QCOMPARE(order(queue), QList<int>({0, 1, 2, 3, 4}));
        QVERIFY(queue.isEmpty());
    }

    void removesAnyOfThem()
    {
        HopQueue queue;
        for (const auto &hop : m_hops)
            queue.add(*hop);
        for (const size_t i : {2u, 0u, 1u})
            QVERIFY(queue.remove(*m_hops[i]));
        QVERIFY(!queue.remove(*m_hops[0]));
        QVERIFY(!queue.isEmpty());
        queue.add(*m_hops[1]);
        QCOMPARE(order(queue), QList<int>({3, 4, 1}));
        for (const auto &hop : m_hops)
            queue.add(*hop);
        for (const auto &hop : m_hops)
            queue.remove(*hop);
        QVERIFY(queue.isEmpty());
    }

    void removesNoneThatIsInAnother()
    {
        HopQueue queue;
        HopQueue other;
        queue.add(*m_hops[0]);
        other.add(*m_hops[1]);
        QVERIFY(!queue.remove(*m_hops[1]));
        QVERIFY(!queue.remove(*m_hops[2]));
        QCOMPARE(order(queue), QList<int>({0}));
        QCOMPARE(order(other), QList<int>({1}));
    }

    void takesTheFirstThatIsWanted()
    {
        HopQueue queue;
        for (const auto &hop : m_hops)
            queue.add(*hop);
        queue.remove(*m_hops[2]);
        const auto fromTheThird = [this](const Hop &hop) { return numberOf(hop) >= 2; };
        QCOMPARE(queue.take(fromTheThird), m_hops[3].get());
        QCOMPARE(queue.take(fromTheThird), m_hops[4].get());
        QCOMPARE(queue.take(fromTheThird), nullptr);
        QCOMPARE(order(queue), QList<int>({0, 1}));
    }

private:
    int numberOf(const Hop &hop) const
    {
        int i = 0;
        while (m_hops[size_t(i)].get() != &hop)
            ++i;
        return i;
    }
    QList<int> order(HopQueue &queue) const
    {
        QList<int> numbers;
        while (!queue.isEmpty())
            numbers.append(numberOf(queue.takeFirst()));
        return numbers;
    }

    LoadClient<> m_client;
    Nobody m_nobody;
    std::vector<std::unique_ptr<Hop>> m_hops;
};

QTEST_GUILESS_MAIN(TestHopQueue)
#include "tst_hopqueue.moc"
