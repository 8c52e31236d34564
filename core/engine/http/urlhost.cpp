// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/urlhost.h"

#include "core/engine/http/percentcoding.h"

#include <QHostAddress>
#include <QStringDecoder>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>

namespace Molotov {

namespace {

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

bool isHexDigit(char letter)
{
    return isDigit(letter) || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
}

Error notAnIpv6Address()
{
    return {QStringLiteral("what stands in brackets is not an IPv6 address")};
}

// The shortest form (https://url.spec.whatwg.org/#concept-ipv6-serializer). QHostAddress::toString() writes
// the end of some addresses as an IPv4 address.
QByteArray ipv6Text(const Q_IPV6ADDR &address)
{
    std::array<unsigned, 8> pieces{};
    for (size_t i = 0; i < pieces.size(); ++i)
        pieces[i] = unsigned(address[int(2 * i)]) << 8 | address[int(2 * i + 1)];
    const auto zerosFrom = [&](size_t begin) {
        const auto end =
            std::find_if(pieces.begin() + begin, pieces.end(), [](auto piece) { return piece != 0; });
        return size_t(end - pieces.begin()) - begin;
    };
    size_t longest = 0; // the first of the longest runs of zeros
    for (size_t i = 1; i < pieces.size(); ++i) {
        if (zerosFrom(i) > zerosFrom(longest))
            longest = i;
    }
    const size_t left = zerosFrom(longest) > 1 ? zerosFrom(longest) : 0; // out
    QByteArray text;
    for (size_t i = 0; i < pieces.size(); ++i) {
        if (left > 0 && i == longest) {
            text += i == 0 ? "::" : ":";
            i += left - 1;
            continue;
        }
        text += QByteArray::number(pieces[i], 16);
        if (i + 1 < pieces.size())
            text += ':';
    }
    return text;
}

// `text`: between the brackets. QHostAddress would also take names of network interfaces and "0x".
Result<QByteArray> parseIpv6(QByteArrayView text)
{
    const bool isPlain = std::all_of(text.begin(), text.end(), [](char letter) {
        return isHexDigit(letter) || letter == ':' || letter == '.';
    });
    const QHostAddress address(isPlain ? QString::fromLatin1(text) : QString());
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return notAnIpv6Address();
    return ipv6Text(address.toIPv6Address());
}

// Decimal, octal (0…) or hexadecimal (0x…); larger than any part of an address when it does not fit.
std::optional<quint64> parseIpv4Part(QByteArrayView text)
{
    constexpr quint64 TooMuch = quint64(1) << 40;
    if (text.isEmpty())
        return {};
    quint64 base = 10;
    if (text.size() > 1 && text[0] == '0') {
        const bool isHex = text[1] == 'x' || text[1] == 'X';
        base = isHex ? 16 : 8;
        text = text.sliced(isHex ? 2 : 1);
    }
    quint64 number = 0;
    for (const char letter : text) {
        if (!isHexDigit(letter))
            return {};
        const auto digit = quint64(isDigit(letter) ? letter - '0' : (letter | 0x20) - 'a' + 10);
        if (digit >= base)
            return {};
        number = std::min(number * base + digit, TooMuch);
    }
    return number;
}

QByteArrayList ipv4Parts(const QByteArray &host)
{
    auto parts = host.split('.');
    if (parts.size() > 1 && parts.last().isEmpty())
        parts.removeLast();
    return parts;
}

bool endsInNumber(const QByteArray &host)
{
    const auto last = ipv4Parts(host).last();
    return !last.isEmpty()
           && (std::all_of(last.begin(), last.end(), isDigit) || parseIpv4Part(last).has_value());
}

// "127.1" and "0x7f000001" are 127.0.0.1: the last part stands for all bytes that are left.
Result<QByteArray> parseIpv4(const QByteArray &host)
{
    const Error problem{QStringLiteral("“%1” is not an IPv4 address").arg(QString::fromLatin1(host))};
    const auto parts = ipv4Parts(host);
    if (parts.size() > 4)
        return problem;
    quint64 address = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const auto number = parseIpv4Part(parts[i]);
        const bool isLast = i + 1 == parts.size();
        const auto bits = isLast ? 8 * (4 - i) : 8;
        if (!number || *number >> bits != 0)
            return problem;
        address = address << bits | *number;
    }
    return QHostAddress(quint32(address)).toString().toLatin1();
}

// https://url.spec.whatwg.org/#forbidden-domain-code-point
bool isForbidden(char letter)
{
    return uchar(letter) <= ' ' || letter == 0x7f || QByteArrayView("#/:<>?@[\\]^|%").contains(letter);
}

// In ASCII; empty when the name has a sign that no domain may have.
QByteArray toAscii(const QByteArray &name)
{
    if (std::all_of(name.begin(), name.end(), [](char letter) { return uchar(letter) < 0x80; }))
        return name.toLower();
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(name);
    return utf8.hasError() ? QByteArray() : QUrl::toAce(text).toLower();
}

} // namespace

Result<QByteArray> parseUrlHost(QByteArrayView text)
{
    if (text.startsWith('['))
        return text.endsWith(']') ? parseIpv6(text.sliced(1).chopped(1)) : notAnIpv6Address();
    if (text.isEmpty())
        return Error{QStringLiteral("it has no host")};
    const auto host = toAscii(percentDecoded(text));
    if (host.isEmpty() || std::any_of(host.begin(), host.end(), isForbidden))
        return Error{QStringLiteral("“%1” is not the name of a host").arg(QString::fromUtf8(text))};
    return endsInNumber(host) ? parseIpv4(host) : host;
}

} // namespace Molotov
