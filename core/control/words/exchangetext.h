// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"

#include <QCoreApplication>
#include <QString>

#include <limits>

namespace Molotov {

/// Kept samples of errors as plain text. Nothing in it can command a terminal or change the order of the text
/// around it, whatever a server has sent.
class ExchangeText
{
    Q_DECLARE_TR_FUNCTIONS(ExchangeText)

public:
    /// A request or a response.
    struct Message
    {
        QString text;
        bool isBinary = false; ///< the body is shown in hexadecimal, in lines that must not be wrapped

        bool operator==(const Message &) const = default;
    };

    /// The body of a request or a response.
    struct Body
    {
        QString
            text; ///< JSON is laid out, with each value as it came; bytes that are no text are in hexadecimal
        bool isBinary = false; ///< in lines that must not be wrapped
        QString note; ///< why there is none, or that it is cut; one sentence, mostly empty

        bool operator==(const Body &) const = default;
    };

    /// How much is shown of what was kept.
    struct Bounds
    {
        int line; ///< characters of the first line and of each header field
        qsizetype text; ///< bytes of a body that is text
        qsizetype binary; ///< bytes of another one
    };
    static constexpr Bounds All{std::numeric_limits<int>::max() - 1, Protocol::MaxSampledBody,
                                Protocol::MaxSampledBody};
    static constexpr Bounds Report{500, 2'000, 256};
    /// Of a field of text, which lays out all that it shows.
    static constexpr Bounds Shown{2'000, 256 << 10, 16 << 10};
    /// Of a trace: what the clipboard gets.
    static constexpr Bounds Traced{All.line, Protocol::MaxTracedBody, Protocol::MaxSampledBody};

    /// First line, header fields and body.
    static Message request(const Protocol::SampledExchange &exchange, const Bounds &bounds = All);
    static Message response(const Protocol::SampledExchange &exchange, const Bounds &bounds = All);
    static Body body(const Protocol::SampledHead &head, const Protocol::SampledBody &body,
                     const Bounds &bounds = Shown);
    /// The value of the first field of this name; empty when there is none.
    static QByteArray field(const Protocol::SampledHead &head, QLatin1String name);
    /// "/orders?page=2"; all of it when it is no URL.
    static QString target(const QString &url);
    /// "application/json": what the head says of its body, without parameters; empty when it says nothing.
    static QString mediaType(const Protocol::SampledHead &head);
    /// A command line of curl for a POSIX shell that sends the same request. What it does not send, such as a
    /// body that was cut or is no text, is said in a comment before it.
    static QString curl(const Protocol::SampledExchange &exchange);
    /// Title, request and response.
    static QString whole(const Protocol::SampledExchange &exchange, const Bounds &bounds = All);

    /// "2 of 5, 0:03, worker 12".
    static QString title(const RunSample &sample, qsizetype index, qsizetype count);
    /// "POST /orders → 500, 12 ms".
    static QString title(const Protocol::SampledExchange &exchange);
    /// "at 0:03, worker 12: expected 200": when, who and the message of this one.
    static QString line(const RunSample &sample);
    /// The samples of a group, in a line each; empty for none.
    static QString list(const QList<RunSample> &samples);
    /// All of a sample.
    static QString whole(const RunSample &sample);
};

} // namespace Molotov
