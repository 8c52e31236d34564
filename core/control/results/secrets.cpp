// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/secrets.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace Molotov::Secrets {

bool isSecret(const QString &name)
{
    static constexpr std::array Signs{"pass", "secret", "token", "key", "credential", "auth", "cookie"};
    return std::any_of(Signs.begin(), Signs.end(), [&name](const char *sign) {
        return name.contains(QLatin1String(sign), Qt::CaseInsensitive);
    });
}

bool isSecretOfUrl(const QString &name)
{
    return isSecret(name) || name == QLatin1String("p"); // the password of InfluxDB 1
}

QString maskedUrl(const QString &text)
{
    QUrl url(text);
    if (text.isEmpty() || !url.isValid())
        return text.isEmpty() ? QString() : mask(); // nobody knows where in it a secret is
    if (!url.userInfo().isEmpty())
        url.setUserInfo(mask());
    if (url.hasQuery()) {
        auto items = QUrlQuery(url).queryItems(QUrl::FullyEncoded);
        for (auto &[name, value] : items) {
            if (isSecretOfUrl(name))
                value = mask();
        }
        QUrlQuery query;
        query.setQueryItems(items);
        url.setQuery(query);
    }
    return url.toString();
}

Profile masked(Profile profile)
{
    for (auto it = profile.environment.begin(); it != profile.environment.end(); ++it) {
        if (*it && isSecret(it.key()))
            *it = mask();
    }
    QUrl url(profile.baseUrl);
    if (!url.password().isEmpty()) {
        url.setPassword(mask());
        profile.baseUrl = url.toString();
    }
    profile.influxdb = maskedUrl(profile.influxdb);
    profile.otlp = maskedUrl(profile.otlp);
    return profile;
}

} // namespace Molotov::Secrets
