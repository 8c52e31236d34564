// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJSValue>
#include <QObject>

namespace Molotov {

/// What the script runtime (js/) asks of bytes, which JavaScript would take long for.
class ByteTools : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Null when the bytes are no text; a byte order mark stays.
    Q_INVOKABLE QJSValue decodeValidUtf8(const QByteArray &bytes) const;
    Q_INVOKABLE QJSValue decodeValidUtf16(const QByteArray &bytes) const;
    Q_INVOKABLE QByteArray encodeUtf8(const QString &text) const;
    /// Of the text in UTF-8.
    Q_INVOKABLE QString toBase64(const QString &text) const;
    /// Empty when there is no such algorithm.
    Q_INVOKABLE QByteArray hash(const QString &algorithm, const QByteArray &bytes) const;
    /// Good enough for keys.
    /// The same with a key: RFC 2104.
    Q_INVOKABLE QByteArray hmac(const QString &algorithm, const QByteArray &key,
                                const QByteArray &bytes) const;
    Q_INVOKABLE QByteArray randomBytes(int size) const;
    Q_INVOKABLE QString randomHex(int size) const;
};

} // namespace Molotov
