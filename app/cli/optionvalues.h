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

/// Whether a file to write to is the standard output: "-", or one of the shell's names for it.
bool isStandardOutput(const QString &name);

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
    /// Those of the command line follow what was there.
    void texts(const char *name, QStringList &field) const;
    /// Relative to the current folder; those of the command line stand in for all that were there.
    void files(const char *name, QStringList &field) const;
    /// A file to write to, relative to the current folder, or "-" for the standard output, which is also
    /// what its other names become.
    void output(const char *name, QString &field);
    void environment(QMap<QString, std::optional<QString>> &field) const;
    /// Those of the command line are added to those that were there, or replace them.
    void hosts(QMap<QString, QString> &field);
    /// `names`: of the values of T, in their order.
    template <typename T>
    void choice(const char *name, T &field, const QStringList &names)
    {
        if (const auto index = indexIn(name, names))
            field = T(*index);
    }

    /// Nothing when the option is not given.
    std::optional<QString> value(const char *name) const;

private:
    std::optional<int> indexIn(const char *name, const QStringList &names);
    std::optional<qint64> wholeNumber(const char *name, qint64 least, qint64 most);
    void fail(const char *name, const QString &text, const QString &wanted);

    const QCommandLineParser &m_parser;
    std::optional<Error> m_error;
};

} // namespace Molotov::Cli
