// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/webaddress.h"
#include "tests/fuzz/checks.h"

#include <QUrl>

#include <algorithm>

namespace Molotov::Fuzz {

namespace {

bool isPlainHost(const QByteArray &host)
{
    return std::all_of(host.begin(), host.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')
               || QByteArrayView(".-_:[]").contains(letter);
    });
}

QByteArray checkAddress(const WebAddress &address)
{
    const auto &text = address.text();
    const bool isPlain =
        std::all_of(text.begin(), text.end(), [](char letter) { return letter > ' ' && letter < 0x7f; });
    if (!isPlain || text.contains('#'))
        return "has letters that no URL has";
    const auto start = QByteArray(address.origin().isSecure ? "https://" : "http://") + address.host();
    if (text != start + address.target() || !address.target().startsWith('/') || address.host().contains('@'))
        return "has other parts";
    const auto again = WebAddress::parse(text);
    if (!again || again->text() != text || again->target() != address.target()
        || again->origin() != address.origin() || again->path() != address.path())
        return "is another one when it is parsed again: "
               + (again ? again->text() : again.error().text.toUtf8());
    // QNetworkAccessManager goes by QUrl, which makes addresses of some names with other signs, such as "+1".
    const auto url = QUrl::fromEncoded(text);
    const auto theirs = WebAddress(url);
    if (isPlainHost(address.host()) && url.isValid() && theirs.origin() != address.origin())
        return "is elsewhere for QUrl: " + theirs.host();
    return {};
}

} // namespace

QByteArray checkUrls(const QByteArray &text)
{
    const auto end = text.indexOf('\n');
    const auto base = WebAddress::parse(text.left(end));
    const auto reference = text.mid(end + 1);
    for (const auto &address :
         {base, WebAddress::parse(reference), base ? base->resolved(reference) : base}) {
        if (!address)
            continue;
        if (const auto problem = checkAddress(*address); !problem.isEmpty())
            return address->text() + ' ' + problem;
        if (base && base->resolved(address->text())->text() != address->text())
            return address->text() + " is another one for " + base->text();
    }
    return {};
}

} // namespace Molotov::Fuzz
