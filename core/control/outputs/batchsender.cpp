// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/batchsender.h"

#include "core/control/results/secrets.h"
#include "core/control/words/format.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QNetworkReply>

#include <algorithm>
#include <utility>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

constexpr qsizetype MaxAnswer = 4'096; // bytes of a body that are looked at
constexpr milliseconds LongestToldPause = std::chrono::hours(1);

// RFC 9110, 10.2.3: a number of seconds or a date.
std::optional<milliseconds> retryAfter(const QByteArray &header)
{
    if (header.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    const auto seconds = header.toUInt(&isNumber);
    if (isNumber)
        return std::min<milliseconds>(std::chrono::seconds(seconds), LongestToldPause);
    auto date = QLocale::c().toDateTime(QString::fromLatin1(header),
                                        QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    const milliseconds pause(QDateTime::currentDateTimeUtc().msecsTo(date));
    return std::clamp(pause, milliseconds(0), LongestToldPause);
}

// What servers say of an error: in JSON, under one of these keys, or as plain text.
QString messageOf(const QByteArray &answer)
{
    const auto object = QJsonDocument::fromJson(answer).object();
    for (const auto &key : {QStringLiteral("message"), QStringLiteral("error")}) {
        if (const auto text = object[key].toString(); !text.isEmpty())
            return text;
    }
    return object.isEmpty() ? QString::fromUtf8(answer.split('\n').first()) : QString();
}

} // namespace

void BatchSender::ReplyDeleter::operator()(QNetworkReply *reply) const
{
    reply->disconnect(); // so that its end is not heard of
    reply->abort();
    reply->deleteLater();
}

BatchSender::BatchSender(BatchTarget target, const BatchTiming &timing)
    : m_target(std::move(target))
    , m_timing(timing)
    , m_random(timing.seed)
{
    // A token must not follow where a server leads.
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    for (auto *timer : {&m_deadline, &m_pause, &m_end})
        timer->setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_reply.reset();
        fail(tr("it did not answer within %1 s").arg(double(m_timing.answer.count()) / 1000));
        retryLater(std::nullopt);
        checkFinished();
    });
    connect(&m_pause, &QTimer::timeout, this, &BatchSender::sendNext);
    connect(&m_end, &QTimer::timeout, this, &BatchSender::giveUp);
}

BatchSender::~BatchSender() = default;

void BatchSender::add(const QByteArray &batch)
{
    ++m_added;
    m_waiting.push_back({.body = batch});
    m_waitingBytes += batch.size();
    m_isNewestDelivered = false;
    dropExcess();
    if (!m_reply && !m_pause.isActive())
        sendNext();
}

void BatchSender::dropExcess()
{
    const auto hasTooMuch = [this] {
        return m_waiting.size() > 1
               && (m_target.backlog == BatchTarget::Backlog::Newest || m_waitingBytes > MaxWaiting);
    };
    while (hasTooMuch()) {
        m_dropped += m_waiting.front().count;
        m_waitingBytes -= m_waiting.front().body.size();
        m_waiting.pop_front();
        if (m_lastFailure.isEmpty())
            m_lastFailure = tr("it is too slow");
        m_problem = m_lastFailure;
    }
}

void BatchSender::sendNext()
{
    // A newer one says more than one that has failed.
    if (m_current && m_target.backlog == BatchTarget::Backlog::Newest && !m_waiting.empty())
        dropCurrent();
    if (!m_current) {
        if (m_waiting.empty())
            return;
        m_current = Batch{.count = 0};
        m_attempts = 0;
        do {
            m_waitingBytes -= m_waiting.front().body.size();
            m_current->body += m_waiting.front().body;
            m_current->count += m_waiting.front().count;
            m_waiting.pop_front();
        } while (!m_waiting.empty() && m_current->body.size() + m_waiting.front().body.size() <= MaxBody);
    }
    ++m_attempts;
    m_answer.clear();
    m_reply.reset(m_manager.post(m_target.request, m_current->body));
    m_reply->setReadBufferSize(MaxAnswer);
    connect(m_reply.get(), &QNetworkReply::readyRead, this, &BatchSender::read);
    connect(m_reply.get(), &QNetworkReply::finished, this, &BatchSender::onReplyFinished);
    m_deadline.start(m_timing.answer);
}

// An answer without an end is read all the same, until its time is over.
void BatchSender::read()
{
    const auto bytes = m_reply->readAll();
    m_answer += bytes.left(MaxAnswer - m_answer.size());
}

void BatchSender::onReplyFinished()
{
    read();
    m_deadline.stop();
    const auto reply = std::exchange(m_reply, nullptr);
    const auto status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isSuccess = status >= 200 && status < 300;
    if (status == 0 || (isSuccess && reply->error() != QNetworkReply::NoError)) {
        fail(reply->errorString());
        retryLater(std::nullopt);
    } else if (isSuccess) {
        onDelivered();
    } else {
        fail(answerText(status));
        if (m_target.mayRetry(status)) {
            retryLater(retryAfter(reply->rawHeader("Retry-After")));
        } else {
            dropCurrent();
            sendNext();
        }
    }
    checkFinished();
}

void BatchSender::onDelivered()
{
    m_failures = 0;
    const auto rejection = m_target.rejection ? m_target.rejection(m_answer) : QString();
    if (!rejection.isEmpty()) {
        m_lastFailure = shown(rejection);
        dropCurrent();
    } else {
        m_current.reset();
        m_isNewestDelivered = m_waiting.empty();
    }
    sendNext();
}

// `told`: by the server.
void BatchSender::retryLater(std::optional<milliseconds> told)
{
    if (m_attempts >= MaxAttempts)
        dropCurrent();
    else if (m_failures > 1)
        m_problem = m_lastFailure;
    const auto doubled = m_timing.firstPause * (1 << std::min(m_failures - 1, 10));
    const auto most = std::min<milliseconds>(doubled, m_timing.longestPause);
    const auto pause =
        told.value_or(milliseconds(qint64(double(most.count()) * (1 - m_random.generateDouble() / 2))));
    m_isPauseTold = told.has_value();
    m_pause.start(pause);
    if (m_done && pause >= m_end.remainingTimeAsDuration())
        giveUp();
}

void BatchSender::dropCurrent()
{
    m_dropped += m_current->count;
    m_current.reset();
    m_problem = m_lastFailure;
}

void BatchSender::fail(const QString &failure)
{
    ++m_failures;
    m_lastFailure = shown(failure);
}

bool BatchSender::finish(const std::function<void()> &done)
{
    if (!m_current && m_waiting.empty())
        return true;
    if (m_pause.isActive() && m_isPauseTold && m_pause.remainingTimeAsDuration() >= m_timing.end) {
        giveUp();
        return true;
    }
    m_done = done;
    m_end.start(m_timing.end);
    if (m_pause.isActive() && !m_isPauseTold) {
        m_pause.stop(); // the last chance
        sendNext();
    }
    return false;
}

void BatchSender::giveUp()
{
    m_reply.reset();
    m_deadline.stop();
    m_pause.stop();
    if (m_lastFailure.isEmpty())
        m_lastFailure = tr("it did not answer in time");
    if (m_current)
        dropCurrent();
    for (const auto &batch : m_waiting)
        m_dropped += batch.count;
    m_waiting.clear();
    m_waitingBytes = 0;
    checkFinished();
}

void BatchSender::checkFinished()
{
    if (!m_done || m_current || !m_waiting.empty())
        return;
    m_end.stop();
    std::exchange(m_done, nullptr)();
}

QString BatchSender::answerText(int status) const
{
    constexpr qsizetype MaxMessage = 200;
    const auto message = messageOf(m_answer).simplified().left(MaxMessage);
    return message.isEmpty() ? tr("it answered %1").arg(status)
                             : tr("it answered %1 (%2)").arg(QString::number(status), message);
}

// What came from a server may hold what was sent to it.
QString BatchSender::shown(QString text) const
{
    for (const auto &secret : m_target.secrets) {
        if (!secret.isEmpty())
            text.replace(secret, Secrets::mask());
    }
    return Format::harmless(text);
}

} // namespace Molotov
