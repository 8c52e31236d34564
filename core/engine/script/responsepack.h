// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJSValue>
#include <QObject>
#include <QString>

namespace Molotov {

struct HttpResponse;

/// A response as one piece of bytes: to hand that to a script is the cheapest way, and the script keeps it
/// alive for as long as it may ask for what is inside. Most of it never is.
///
/// It begins with the seven numbers of the timings, in milliseconds, which js/response.js reads itself.
QByteArray packResponse(const HttpResponse &response);

/// What js/response.js asks of a packed response.
class ResponseReader : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    Q_INVOKABLE QString url(const QByteArray &packed) const;
    Q_INVOKABLE bool isRedirected(const QByteArray &packed) const;
    Q_INVOKABLE QString reason(const QByteArray &packed) const;
    /// "name:value" lines.
    Q_INVOKABLE QString fields(const QByteArray &packed) const;
    /// The body, unpacked; null when that cannot be done.
    Q_INVOKABLE QJSValue text(const QByteArray &packed) const;
    /// Empty as well when it cannot be unpacked.
    Q_INVOKABLE QByteArray bytes(const QByteArray &packed) const;
    /// Why the body cannot be unpacked, as in "a body …"; empty when it can.
    Q_INVOKABLE QString problem(const QByteArray &packed) const;
};

} // namespace Molotov
