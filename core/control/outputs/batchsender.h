// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

class QNetworkReply;

namespace Molotov {

/// Whom a BatchSender sends to, and by which rules.
struct BatchTarget
{
    enum class Backlog {
        All, ///< each batch has something of its own; those that wait are sent together
        Newest, ///< each batch says all that the ones before said
    };

    QNetworkRequest request;
    QStringList secrets; ///< parts of the request that no text may show
    Backlog backlog = Backlog::All;
    /// Whether a batch may be sent again after an answer with this status, which is no success.
    std::function<bool(int status)> mayRetry;
    /// What a receiver did not take though it answered with success, from the body of its answer; empty if
    /// it took all.
    std::function<QString(const QByteArray &answer)> rejection;
};

/// How long a BatchSender waits.
struct BatchTiming
{
    std::chrono::milliseconds answer = std::chrono::seconds(10); ///< for a whole answer
    std::chrono::milliseconds firstPause = std::chrono::seconds(1); ///< after a failure; doubles with each
    std::chrono::milliseconds longestPause = std::chrono::seconds(30);
    std::chrono::milliseconds end = std::chrono::seconds(5); ///< for all that is left at the end of a run
    quint32 seed = QRandomGenerator::global()->generate(); ///< pauses are shortened by chance, up to a half
};

/// Sends batches to a server by HTTP POST, one after the other, without ever making the caller wait.
///
/// A batch that failed is sent again after a pause, if that may help. What waits is bounded: when the server
/// does not keep up, the oldest batches are dropped and counted.
class BatchSender : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxWaiting = 4 << 20; ///< bytes; one batch may be larger
    static constexpr qsizetype MaxBody = 1 << 20; ///< bytes of batches that are sent together
    static constexpr int MaxAttempts = 8; ///< to send a batch

    explicit BatchSender(BatchTarget target, const BatchTiming &timing = {});
    ~BatchSender() override;

    void add(const QByteArray &batch);
    /// After the last add(): true if nothing is left to be sent. Otherwise `done` is called when nothing is,
    /// or when the time for the end is over.
    bool finish(const std::function<void()> &done);

    /// Why the server does not take what is sent; empty as long as there is hope that nothing is lost.
    const QString &problem() const { return m_problem; }
    /// The last thing that went wrong.
    const QString &lastFailure() const { return m_lastFailure; }
    qint64 added() const { return m_added; } ///< batches
    qint64 dropped() const { return m_dropped; } ///< of those
    /// Whether the newest batch was taken as a whole.
    bool isNewestDelivered() const { return m_isNewestDelivered; }

private:
    struct Batch
    {
        QByteArray body;
        qint64 count = 1;
    };
    struct ReplyDeleter
    {
        void operator()(QNetworkReply *reply) const;
    };

    void dropExcess();
    void sendNext();
    void read();
    void onReplyFinished();
    void onDelivered();
    void retryLater(std::optional<std::chrono::milliseconds> told);
    void dropCurrent();
    void fail(const QString &failure);
    void giveUp();
    void checkFinished();
    QString shown(QString text) const;
    QString answerText(int status) const;

    const BatchTarget m_target;
    const BatchTiming m_timing;
    QRandomGenerator m_random;
    QNetworkAccessManager m_manager;
    std::deque<Batch> m_waiting; // the oldest first
    qsizetype m_waitingBytes = 0;
    std::optional<Batch> m_current; // is being sent, or waits to be sent again
    std::unique_ptr<QNetworkReply, ReplyDeleter> m_reply;
    QByteArray m_answer; // the first bytes of the answer's body
    QTimer m_deadline; // of the answer
    QTimer m_pause;
    bool m_isPauseTold = false; // by the server, which need not be asked before
    int m_attempts = 0; // of m_current
    int m_failures = 0; // in a row
    QTimer m_end;
    std::function<void()> m_done; // once finish() was called and has something to wait for
    QString m_problem;
    QString m_lastFailure;
    qint64 m_added = 0;
    qint64 m_dropped = 0;
    bool m_isNewestDelivered = true;
};

} // namespace Molotov
