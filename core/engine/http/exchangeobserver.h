// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <chrono>

namespace Molotov {

class Transfer;
struct HttpFailure;
struct HttpRequest;
struct HttpResponse;

/// Hears of each hop of each exchange: what goes out and what comes of it.
class ExchangeObserver
{
public:
    struct Hop
    {
        const HttpRequest &request;
        const QString &name; ///< what it is counted under
        const Transfer &transfer;
        std::chrono::microseconds endedAt{0};
    };

    virtual void onSending(const HttpRequest &request) { Q_UNUSED(request) }
    /// `response`: with the times of this hop alone.
    virtual void onResponse(const Hop &hop, const HttpResponse &response) = 0;
    virtual void onFailure(const Hop &hop, const HttpFailure &failure) = 0;

protected:
    ~ExchangeObserver() = default;
};

} // namespace Molotov
