// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <deque>
#include <functional>

namespace Molotov {

class Clock;

/// The workers that go on as soon as no script runs, in order.
class ReadyQueue : public QObject
{
    Q_OBJECT

public:
    /// Nothing goes on while there is one.
    class Hold
    {
    public:
        explicit Hold(ReadyQueue &queue)
            : m_queue(queue)
        {
            ++m_queue.m_holds;
        }
        ~Hold() { --m_queue.m_holds; }
        Hold(const Hold &) = delete;
        Hold &operator=(const Hold &) = delete;

    private:
        ReadyQueue &m_queue;
    };

    /// The clock must outlive this.
    explicit ReadyQueue(const Clock &clock, QObject *parent = nullptr);

    /// What a worker does when it is its turn. Set once, before the first run().
    void setProceed(std::function<void(int position)> proceed) { m_proceed = std::move(proceed); }
    /// May be called from within a script.
    void push(int position) { m_positions.push_back(position); }
    /// Not from within a script. Lets those that are in the queue proceed, for MaxTurn at most; who is left,
    /// or comes meanwhile, goes on at the next turn of the event loop.
    void run();

private:
    void proceedForATurn();
    void post();

    const Clock &m_clock;
    std::function<void(int)> m_proceed;
    std::deque<int> m_positions;
    int m_holds = 0;
    bool m_isPosted = false; // run(), to the event loop
};

} // namespace Molotov
