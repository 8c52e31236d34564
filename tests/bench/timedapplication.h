// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QEvent>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <vector>

namespace Molotov {

/// Measures each event of the GUI thread as a whole; those that an event sends are part of it.
class TimedApplication : public QApplication
{
public:
    enum class Time {
        Wall, ///< what a person would wait; other programs and threads are part of it
        Processor, ///< of all threads of this process
    };

    // QApplication keeps a reference to argc.
    TimedApplication(int &argc, char **argv, Time time)
        : QApplication(argc, argv)
        , m_time(time)
    {
    }

    bool notify(QObject *receiver, QEvent *event) override
    {
        ++m_depth;
        const int type = event->type();
        const char *receiverClass = receiver->metaObject()->className();
        const qint64 start = now();
        const bool result = QApplication::notify(receiver, event);
        if (--m_depth == 0)
            add(now() - start, QStringLiteral("%1, event %2").arg(QLatin1String(receiverClass)).arg(type));
        return result;
    }

    void clear() { m_events.clear(); }

    void report(const char *title)
    {
        std::sort(m_events.begin(), m_events.end(), std::greater<>());
        qInfo("%s: %zu events of 1 ms and more", title, m_events.size());
        for (size_t i = 0; i < std::min<size_t>(m_events.size(), 6); ++i)
            qInfo("  %6.1f ms  %s", double(m_events[i].first) / 1'000, qPrintable(m_events[i].second));
    }

private:
    qint64 now() const
    {
        if (m_time == Time::Processor)
            return qint64(double(std::clock()) * 1e6 / CLOCKS_PER_SEC);
        const auto time = std::chrono::steady_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    }

    void add(qint64 elapsed, const QString &what)
    {
        if (elapsed >= 1'000)
            m_events.emplace_back(elapsed, what);
    }

    Time m_time;
    std::vector<std::pair<qint64, QString>> m_events; // microseconds
    int m_depth = 0;
};

} // namespace Molotov
