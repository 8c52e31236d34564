// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/http2fields.h"

#include "core/engine/http/wirerequest.h"

#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <cstring>

namespace Molotov {

namespace {

constexpr qsizetype AuthorityField = 2; // of those that come first

nghttp2_nv toField(QByteArrayView name, QByteArrayView value)
{
    const auto bytes = [](QByteArrayView text) {
        // It only ever reads them.
        return reinterpret_cast<std::uint8_t *>(const_cast<char *>(text.data()));
    };
    return {.name = bytes(name),
            .value = bytes(value),
            .namelen = size_t(name.size()),
            .valuelen = size_t(value.size()),
            .flags = NGHTTP2_NV_FLAG_NONE};
}

// Of the connection, which is not the request's to say (RFC 9113, 8.2.2). Flow control takes the place of the
// expectation to be told that the body is wanted.
bool isOfConnection(QByteArrayView name, QByteArrayView value)
{
    static constexpr std::array<QByteArrayView, 6> Names{
        "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "http2-settings"};
    if (name == QByteArrayView("te"))
        return value.compare("trailers", Qt::CaseInsensitive) != 0;
    return std::find(Names.begin(), Names.end(), name) != Names.end();
}

} // namespace

Http2Fields::Http2Fields(const WireRequest &wire)
    : m_text(wire.head.begin(), wire.head.end())
{
    m_fields.append(toField(":method", wire.method));
    m_fields.append(toField(":scheme", wire.address.origin().isSecure ? "https" : "http"));
    m_fields.append(toField(":authority", wire.address.host()));
    m_fields.append(toField(":path", wire.address.target()));
    auto *const end = m_text.data() + m_text.size();
    auto *line = std::find(m_text.data(), end, '\n'); // the end of the first, which is no field
    while (line != end) {
        auto *const begin = line + 1;
        line = std::find(begin, end, '\n');
        if (line != end)
            addLine(begin, line - 1);
    }
}

// Without the line break.
void Http2Fields::addLine(char *begin, char *end)
{
    auto *const colon = std::find(begin, end, ':');
    if (colon == end)
        return; // the empty line
    std::transform(begin, colon, begin,
                   [](char letter) { return letter >= 'A' && letter <= 'Z' ? char(letter | 0x20) : letter; });
    auto *const value = std::find_if(colon + 1, end, [](char letter) { return letter != ' '; });
    const QByteArrayView name(begin, colon - begin);
    const QByteArrayView text(value, end - value);
    if (name == QByteArrayView("host"))
        m_fields[AuthorityField] = toField(":authority", text);
    else if (!isOfConnection(name, text))
        m_fields.append(toField(name, text));
}

} // namespace Molotov
