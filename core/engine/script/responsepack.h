// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/bodybudget.h"
#include "core/model/result.h"

#include <QByteArray>
#include <QHash>
#include <QJSValue>
#include <QObject>
#include <QString>

#include <functional>
#include <utility>

namespace Molotov {

struct HttpResponse;

/// The responses of scripts.
///
/// A response is packed as one piece of bytes: to hand that to a script is the cheapest way, and the script
/// keeps it alive for as long as it may ask for what is inside. Most of it never is. A large body is not
/// copied for that, nor left to the garbage collector, which does not know how much memory it takes: it stays
/// here until release().
class ResponseStore : public QObject
{
    Q_OBJECT

public:
    /// Counts the large bodies; must outlive this.
    explicit ResponseStore(BodyBudget &budget, QObject *parent = nullptr)
        : QObject(parent)
        , m_budget(budget)
    {
    }

    struct Packed
    {
        /// Begins with the eight numbers of the timings, in milliseconds, which js/response.js reads itself.
        QByteArray bytes;
        quint32 body = 0; ///< number of the large body that belongs to it; 0: it has none
    };
    Packed pack(const HttpResponse &response);
    /// How many bytes of bodies scripts were given since the last call.
    qint64 takeHandedOut() { return std::exchange(m_handedOut, 0); }

    /// Hears of charsets that are not known, whose texts are read as UTF-8.
    using CharsetReceiver = std::function<void(const QString &url, const QString &charset)>;
    void onUnknownCharset(CharsetReceiver receive) { m_receiveCharset = std::move(receive); }

    // ---- called by js/response.js ----

    /// Nobody can ask for the large body any more.
    Q_INVOKABLE void release(int body) { m_budget.remove(m_bodies.take(quint32(body)).size()); }
    /// Whether the body was released.
    Q_INVOKABLE bool isGone(const QByteArray &packed) const;
    /// Who wanted it to be discarded, in half a sentence; empty when nobody did.
    Q_INVOKABLE QString discardedBy(const QByteArray &packed) const;
    Q_INVOKABLE QString url(const QByteArray &packed) const;
    Q_INVOKABLE bool isRedirected(const QByteArray &packed) const;
    Q_INVOKABLE QString reason(const QByteArray &packed) const;
    /// "name:value" lines.
    Q_INVOKABLE QString fields(const QByteArray &packed) const;
    /// The body, unpacked and read by its charset; null when it cannot be unpacked.
    Q_INVOKABLE QJSValue text(const QByteArray &packed);
    /// The same, read as UTF-8.
    Q_INVOKABLE QJSValue utf8Text(const QByteArray &packed);
    /// Empty as well when it cannot be unpacked.
    Q_INVOKABLE QByteArray bytes(const QByteArray &packed);
    /// Why the last body that was asked for cannot be unpacked, as in "a body …"; empty when it can.
    Q_INVOKABLE QString problem() const { return m_problem; }

private:
    class Reader;

    Result<QByteArray> unpackedBody(const Reader &response);

    BodyBudget &m_budget;
    QHash<quint32, QByteArray> m_bodies; // large ones
    quint32 m_lastBody = 0;
    qint64 m_handedOut = 0;
    QString m_problem;
    CharsetReceiver m_receiveCharset = [](const QString &, const QString &) {};
};

} // namespace Molotov
