// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/reasons.h"

#include <QFileInfo>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <tuple>

namespace Molotov {

/// Who the error comes from.
enum class ErrorKind {
    Assertion, ///< an assert of the scenario
    Http, ///< the target answered, but not as HTTP asks for
    Network, ///< no answer: refused, reset, timed out, unknown host, TLS
    Local, ///< this computer or this program: out of ports, a helper that died
    Script, ///< the scenario itself: a TypeError, a throw of its own
    Unanswered, ///< a request that had no answer yet when the run was over
    Warning, ///< nothing failed, but the scenario does not do what it seems to
};
constexpr ErrorKind lastEnumerator(ErrorKind)
{
    return ErrorKind::Warning;
}

/// A place in a file. In a helper it is one of the compiled module; outside, one of the user's own files.
struct SourcePlace
{
    QString file;
    int line = 0; ///< from 1; 0 = not known
    int column = 0; ///< from 1; 0 = not known

    bool isValid() const { return line > 0; }
    /// "shop.ts:12", without the folder; empty if it is not known.
    QString toShortString() const
    {
        return isValid() ? QFileInfo(file).fileName() + QLatin1Char(':') + QString::number(line) : QString();
    }
    /// "file:line:column", as far as known.
    QString toString() const
    {
        QString text = file;
        if (line > 0)
            text += QLatin1Char(':') + QString::number(line);
        if (line > 0 && column > 0)
            text += QLatin1Char(':') + QString::number(column);
        return text;
    }

    bool operator==(const SourcePlace &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&SourcePlace::file, &SourcePlace::line, &SourcePlace::column);
    }
};

/// A call on the way to an error, the innermost first.
struct StackFrame
{
    QString function;
    SourcePlace place;

    bool operator==(const StackFrame &) const = default;
    static constexpr auto fields() { return std::make_tuple(&StackFrame::function, &StackFrame::place); }
};

/// An error that a script ended with: what it says and where it was thrown.
struct ScriptError
{
    ErrorKind kind = ErrorKind::Script;
    QString message;
    QList<StackFrame> stack;
    QString endpoint; ///< of the request that failed, "GET /products/:id"; empty = of none
    QString step; ///< of the iteration that the error ended, "checkout / pay"; empty = none

    bool operator==(const ScriptError &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&ScriptError::kind, &ScriptError::message, &ScriptError::stack,
                               &ScriptError::endpoint, &ScriptError::step);
    }
};

/// Errors that are counted as one (errorgrouping.h).
struct ErrorGroup
{
    ScriptError error; ///< the first of them
    qint64 count = 0;
    std::chrono::microseconds first{0}; ///< since the start of the run
    std::chrono::microseconds last{0};
    bool isExample = false; ///< other messages have other numbers, ids, URLs or quoted texts
    std::optional<RunProblem> problem; ///< set instead of the error's message; no helper sends it

    bool operator==(const ErrorGroup &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&ErrorGroup::error, &ErrorGroup::count, &ErrorGroup::first, &ErrorGroup::last,
                               &ErrorGroup::isExample);
    }
};

/// "assertion", "http", "network", "local", "script", "unanswered" or "warning", as in the summary.
QString toString(ErrorKind kind);

} // namespace Molotov
