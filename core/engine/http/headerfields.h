// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <utility>

namespace Molotov {

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// The header fields of a response, in their order. One text of "name:value" lines, as scripts get them, so
/// that a response takes no memory for each field.
class HeaderFields
{
public:
    HeaderFields() = default;
    HeaderFields(const HttpHeaders &pairs);
    /// As text() gives it.
    static HeaderFields fromText(const QByteArray &text);

    // ---- a field is begun, its name and value come in pieces, and it is ended ----

    void addToName(QByteArrayView piece);
    void addToValue(QByteArrayView piece);
    void endField();
    void clear();

    const QByteArray &text() const { return m_text; }
    /// Calls `receive(name, value)` for each.
    template <typename Receive>
    void forEach(Receive receive) const;
    /// Of the first field of the name, which is to be in small letters; null if there is none.
    QByteArrayView first(QByteArrayView name) const;
    /// The values of all fields of the name, as one list of the grammar (RFC 9110, 5.3).
    QByteArray joined(QByteArrayView name) const;
    HttpHeaders pairs() const;

    bool operator==(const HeaderFields &other) const { return m_text == other.m_text; }

private:
    QByteArray m_text;
    qsizetype m_valueBegin = 0; // of the field that is being added; 0: its name is not whole
};

template <typename Receive>
void HeaderFields::forEach(Receive receive) const
{
    for (QByteArrayView rest(m_text); !rest.isEmpty();) {
        const auto end = rest.indexOf('\n');
        const auto colon = rest.indexOf(':');
        if (colon < 0 || end < colon)
            return; // no text of ours
        receive(rest.first(colon), rest.sliced(colon + 1, end - colon - 1));
        rest = rest.sliced(end + 1);
    }
}

} // namespace Molotov
