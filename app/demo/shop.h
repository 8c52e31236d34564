// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/demo/httpmessage.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QRandomGenerator>

namespace Molotov::Demo {

/// The pages of the demo service: a small shop, with what a load test meets in real life.
class Shop
{
public:
    static constexpr int ProductCount = 60;
    static constexpr int PageSize = 10;

    /// `seed` decides which requests for /flaky fail.
    explicit Shop(quint32 seed);

    HttpResponse answer(const HttpRequest &request);

private:
    struct Route;
    struct Counts
    {
        qint64 count = 0;
        QMap<int, qint64> statuses;
    };

    HttpResponse answerRoute(const Route &route, const HttpRequest &request);
    HttpResponse home(const HttpRequest &request);
    HttpResponse products(const HttpRequest &request);
    HttpResponse product(const HttpRequest &request);
    HttpResponse login(const HttpRequest &request);
    HttpResponse account(const HttpRequest &request);
    HttpResponse slow(const HttpRequest &request);
    HttpResponse flaky(const HttpRequest &request);
    HttpResponse upload(const HttpRequest &request);
    HttpResponse stats(const HttpRequest &request);

    QByteArray signature(const QByteArray &user) const;

    QRandomGenerator m_random;
    QByteArray m_secret; // signs the cookies, so that no session needs to be kept
    QMap<QString, Counts> m_counts; // by pattern of a route
};

} // namespace Molotov::Demo
