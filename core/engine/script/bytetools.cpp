// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/bytetools.h"

#include "core/engine/utf8.h"

#include <QCryptographicHash>
#include <QHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace Molotov {

namespace {

// Null when the bytes are no text.
QJSValue decodeValid(QStringDecoder::Encoding encoding, const QByteArray &bytes)
{
    // A byte order mark stays: the runtime knows whether it is one.
    QStringDecoder decoder(encoding,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(bytes);
    const bool isWhole =
        !decoder.hasError() && (encoding != QStringDecoder::Utf16LE || bytes.size() % 2 == 0);
    return isWhole && text.isValidUtf16() ? QJSValue(text) : QJSValue(QJSValue::NullValue);
}

std::optional<QCryptographicHash::Algorithm> algorithmOf(const QString &name)
{
    static const QHash<QString, QCryptographicHash::Algorithm> algorithms{
        {QStringLiteral("md5"), QCryptographicHash::Md5},
        {QStringLiteral("sha1"), QCryptographicHash::Sha1},
        {QStringLiteral("sha224"), QCryptographicHash::Sha224},
        {QStringLiteral("sha256"), QCryptographicHash::Sha256},
        {QStringLiteral("sha384"), QCryptographicHash::Sha384},
        {QStringLiteral("sha512"), QCryptographicHash::Sha512}};
    const auto known = algorithms.constFind(name);
    return known == algorithms.constEnd() ? std::nullopt : std::optional(*known);
}

} // namespace

QByteArray ByteTools::encodeUtf8(const QString &text) const
{
    if (text.isEmpty())
        return QByteArray(""); // the engine makes no ArrayBuffer of a null one
    return Molotov::encodeUtf8(text);
}

QJSValue ByteTools::decodeValidUtf8(const QByteArray &bytes) const
{
    return decodeValid(QStringDecoder::Utf8, bytes);
}

QJSValue ByteTools::decodeValidUtf16(const QByteArray &bytes) const
{
    return decodeValid(QStringDecoder::Utf16LE, bytes);
}

QByteArray ByteTools::hash(const QString &algorithm, const QByteArray &bytes) const
{
    const auto known = algorithmOf(algorithm);
    return known ? QCryptographicHash::hash(bytes, *known) : QByteArray("");
}

QByteArray ByteTools::hmac(const QString &algorithm, const QByteArray &key, const QByteArray &bytes) const
{
    const auto known = algorithmOf(algorithm);
    return known ? QMessageAuthenticationCode::hash(bytes, key, *known) : QByteArray("");
}

QString ByteTools::toBase64(const QString &text) const
{
    return QString::fromLatin1(text.toUtf8().toBase64());
}

QString ByteTools::randomHex(int size) const
{
    return QString::fromLatin1(randomBytes(size).toHex());
}

QByteArray ByteTools::randomBytes(int size) const
{
    QByteArray bytes(size, Qt::Uninitialized);
    std::generate(bytes.begin(), bytes.end(), [] { return char(QRandomGenerator::system()->generate()); });
    return bytes;
}

} // namespace Molotov
