// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QVarLengthArray>

#include <nghttp2/nghttp2.h>

namespace Molotov {

struct WireRequest;

/// The fields of a request as HTTP/2 sends them (RFC 9113, 8.2 and 8.3.1), made from its head of HTTP/1.1.
/// What that says of the connection is left out. The request must outlive this.
class Http2Fields
{
public:
    explicit Http2Fields(const WireRequest &wire);
    Http2Fields(const Http2Fields &) = delete;
    Http2Fields &operator=(const Http2Fields &) = delete;

    const nghttp2_nv *data() const { return m_fields.data(); }
    size_t size() const { return size_t(m_fields.size()); }

private:
    void addLine(char *begin, char *end);

    QVarLengthArray<char, 1024> m_text; // of the fields
    QVarLengthArray<nghttp2_nv, 24> m_fields;
};

} // namespace Molotov
