// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/headerfields.h"

namespace Molotov {

namespace {

bool isSame(QByteArrayView one, QByteArrayView other)
{
    return one.size() == other.size() && one.compare(other, Qt::CaseInsensitive) == 0;
}

} // namespace

HeaderFields::HeaderFields(const HttpHeaders &pairs)
{
    for (const auto &[name, value] : pairs) {
        addToName(name);
        addToValue(value);
        endField();
    }
}

HeaderFields HeaderFields::fromText(const QByteArray &text)
{
    HeaderFields fields;
    fields.m_text = text;
    return fields;
}

void HeaderFields::addToName(QByteArrayView piece)
{
    m_text.append(piece);
}

void HeaderFields::addToValue(QByteArrayView piece)
{
    if (m_valueBegin == 0) {
        m_text.append(':');
        m_valueBegin = m_text.size();
    }
    m_text.append(piece);
}

void HeaderFields::endField()
{
    addToValue({});
    const auto isBlank = [](char letter) { return letter == ' ' || letter == '\t'; };
    while (m_text.size() > m_valueBegin && isBlank(m_text.back()))
        m_text.chop(1);
    m_text.append('\n');
    m_valueBegin = 0;
}

void HeaderFields::clear()
{
    m_text.clear();
    m_valueBegin = 0;
}

QByteArrayView HeaderFields::first(QByteArrayView name) const
{
    QByteArrayView found;
    forEach([&](QByteArrayView one, QByteArrayView value) {
        if (found.isNull() && isSame(one, name))
            found = value;
    });
    return found;
}

QByteArray HeaderFields::joined(QByteArrayView name) const
{
    QByteArray all;
    forEach([&](QByteArrayView one, QByteArrayView value) {
        if (isSame(one, name))
            all.append(all.isEmpty() ? "" : ", ").append(value);
    });
    return all;
}

HttpHeaders HeaderFields::pairs() const
{
    HttpHeaders pairs;
    forEach([&](QByteArrayView name, QByteArrayView value) {
        pairs.append({name.toByteArray(), value.toByteArray()});
    });
    return pairs;
}

} // namespace Molotov
