// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/workshare.h"

#include <QtGlobal>

class QString;

namespace Molotov {

class LogLimiter;
struct HttpRequest;
struct HttpResponse;

/// Writes what goes over the wire to the log, for people who look for a mistake: one line of it, of several
/// rows, for each request, each response and each failure. Long bodies are cut.
class TrafficLog
{
public:
    static constexpr qsizetype MaxBody = 2000; ///< characters
    static constexpr qsizetype MaxHead = 4000; ///< characters

    /// The log must outlive this.
    TrafficLog(LogLimiter &log, const WorkShare &share);

    void addRequest(const HttpRequest &request);
    void addResponse(const HttpRequest &request, const HttpResponse &response);
    /// `message`: a sentence that names the request.
    void addFailure(const HttpRequest &request, const QString &message);

private:
    void write(const HttpRequest &request, const QString &head, const QString &body);

    LogLimiter &m_log;
    WorkShare m_share;
};

} // namespace Molotov
