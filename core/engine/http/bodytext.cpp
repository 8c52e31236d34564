// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/bodytext.h"

#include <QHash>

#include <algorithm>

namespace Molotov {

namespace {

// Some names stand for a larger charset on the web (https://encoding.spec.whatwg.org/#names-and-labels).
QByteArray webName(const QByteArray &charset)
{
    static const QHash<QByteArray, QByteArray> names{{"ascii", "windows-1252"},
                                                     {"us-ascii", "windows-1252"},
                                                     {"iso-8859-1", "windows-1252"},
                                                     {"iso8859-1", "windows-1252"},
                                                     {"latin1", "windows-1252"},
                                                     {"gb2312", "gb18030"},
                                                     {"gbk", "gb18030"},
                                                     {"euc-kr", "windows-949"},
                                                     {"ks_c_5601-1987", "windows-949"},
                                                     {"shift_jis", "windows-31j"},
                                                     {"iso-8859-9", "windows-1254"},
                                                     {"iso-8859-11", "windows-874"}};
    return names.value(charset, charset);
}

} // namespace

QByteArray charsetOf(QByteArrayView contentType)
{
    const auto parameters = contentType.toByteArray().split(';');
    for (const auto &parameter : parameters.mid(1)) {
        const auto equals = parameter.indexOf('=');
        if (equals < 0 || parameter.first(equals).trimmed().toLower() != "charset")
            continue;
        auto value = parameter.sliced(equals + 1).trimmed();
        if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
            value = value.sliced(1).chopped(1).trimmed();
        return value.toLower();
    }
    return {};
}

QStringDecoder bodyDecoder(QByteArrayView body, QByteArrayView contentType, QStringDecoder::Flags flags)
{
    if (const auto marked = QStringConverter::encodingForData(body))
        return QStringDecoder(*marked, flags);
    const auto charset = charsetOf(contentType);
    if (charset.isEmpty())
        return QStringDecoder(QStringConverter::Utf8, flags);
    const auto name = webName(charset);
    const bool isKnown = QStringDecoder(name.constData()).isValid();
    return QStringDecoder(isKnown ? name.constData() : charset.constData(), flags);
}

} // namespace Molotov
