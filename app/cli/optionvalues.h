// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QCommandLineParser>
#include <QMap>

#include <chrono>
#include <limits>
#include <optional>

namespace Molotov::Cli {

/// Reads the values of options into the fields of a profile, and keeps the first thing that does not fit. An
/// option that is not given leaves its field as it is.
class OptionValues
{
public:
    explicit OptionValues(const QCommandLineParser &parser)
        : m_parser(parser)
    {
    }

    const std::optional<Error> &error() const { return m_error; }

    bool isSet(const char *name) const { return m_parser.isSet(QLatin1String(name)); }
    /// How often a flag was given, by its letter or its name: -vv is two times.
    int count(const char *letter, const char *name) const;

    void flag(const char *name, bool &field) const { field = field || isSet(name); }
    template <typename T>
    void integer(const char *name, T &field)
    {
        if (const auto number =
                wholeNumber(name, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()))
            field = T(*number);
    }
    void integer(const char *name, std::optional<qint64> &field);
    void number(const char *name, double &field);
    void seconds(const char *name, std::chrono::milliseconds &field);
    void text(const char *name, QString &field) const;
    /// Relative to the current folder; those of the command line stand in for all that were there.
    void files(const char *name, QStringList &field) const;
    void environment(QMap<QString, std::optional<QString>> &field) const;

private:
    std::optional<QString> value(const char *name) const;
    std::optional<qint64> wholeNumber(const char *name, qint64 least, qint64 most);
    void fail(const char *name, const QString &text, const QString &wanted);

    const QCommandLineParser &m_parser;
    std::optional<Error> m_error;
};

} // namespace Molotov::Cli
