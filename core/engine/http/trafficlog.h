// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/exchangeobserver.h"
#include "core/model/workshare.h"

namespace Molotov {

class LogLimiter;

/// Writes what goes over the wire to the log, for people who look for a mistake: one line of it, of several
/// rows, for each request, each response and each failure. Long bodies are cut.
class TrafficLog final : public ExchangeObserver
{
public:
    static constexpr qsizetype MaxBody = 2000; ///< characters
    static constexpr qsizetype MaxHead = 4000; ///< characters

    /// The log must outlive this.
    TrafficLog(LogLimiter &log, const WorkShare &share);

    void onSending(const HttpRequest &request) override;
    void onResponse(const Hop &hop, const HttpResponse &response) override;
    void onFailure(const Hop &hop, const HttpFailure &failure) override;

private:
    void write(const HttpRequest &request, const QString &head, const QString &body);

    LogLimiter &m_log;
    WorkShare m_share;
};

} // namespace Molotov
