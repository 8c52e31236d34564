// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/optionvalues.h"

#include "app/cli/options.h"

#include <QDir>

#include <cmath>

using std::chrono::milliseconds;

namespace Molotov::Cli {

bool isStandardOutput(const QString &name)
{
    static const QStringList names{QStringLiteral("-"), QStringLiteral("/dev/stdout"),
                                   QStringLiteral("/dev/fd/1"), QStringLiteral("/proc/self/fd/1")};
    return names.contains(name);
}

int OptionValues::count(const char *letter, const char *name) const
{
    const auto names = m_parser.optionNames();
    return int(names.count(QLatin1String(letter)) + names.count(QLatin1String(name)));
}

void OptionValues::integer(const char *name, std::optional<qint64> &field)
{
    if (const auto number =
            wholeNumber(name, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()))
        field = number;
}

void OptionValues::number(const char *name, double &field)
{
    const auto text = value(name);
    if (!text)
        return;
    bool isNumber = false;
    const double number = text->toDouble(&isNumber);
    if (isNumber && std::isfinite(number))
        field = number;
    else
        fail(name, *text, CommandLine::tr("a number"));
}

void OptionValues::seconds(const char *name, milliseconds &field)
{
    const auto text = value(name);
    if (!text)
        return;
    constexpr double Century = 3.2e9; // more is a slip, and would overflow further on
    bool isNumber = false;
    const double number = text->toDouble(&isNumber);
    if (isNumber && std::abs(number) <= Century)
        field = milliseconds(std::llround(number * 1000));
    else
        fail(name, *text, CommandLine::tr("a number of seconds"));
}

void OptionValues::text(const char *name, QString &field) const
{
    if (const auto text = value(name))
        field = *text;
}

void OptionValues::texts(const char *name, QStringList &field) const
{
    field += m_parser.values(QLatin1String(name));
}

void OptionValues::files(const char *name, QStringList &field) const
{
    if (!isSet(name))
        return;
    field = m_parser.values(QLatin1String(name));
    for (auto &file : field)
        file = file.isEmpty() ? file : QDir::cleanPath(QDir::current().absoluteFilePath(file));
}

void OptionValues::output(const char *name, QString &field)
{
    if (!isSet(name))
        return;
    const auto file = m_parser.value(QLatin1String(name));
    if (file.isEmpty())
        m_error = Error{CommandLine::tr("--%1 takes the name of a file, or - for the standard output.")
                            .arg(QLatin1String(name))};
    else if (isStandardOutput(file))
        field = QStringLiteral("-");
    else
        field = QDir::cleanPath(QDir::current().absoluteFilePath(file));
}

void OptionValues::environment(QMap<QString, std::optional<QString>> &field) const
{
    const auto variables = m_parser.values(QStringLiteral("env"));
    for (const auto &variable : variables) {
        const auto equals = variable.indexOf(QLatin1Char('='));
        if (equals < 0)
            field[variable] = std::nullopt;
        else
            field[variable.left(equals)] = variable.mid(equals + 1);
    }
}

void OptionValues::hosts(QMap<QString, QString> &field)
{
    const auto texts = m_parser.values(QStringLiteral("host"));
    for (const auto &text : texts) {
        const auto equals = text.indexOf(QLatin1Char('='));
        if (equals > 0)
            field[text.left(equals)] = text.mid(equals + 1);
        else
            fail("host", text, QStringLiteral("NAME=ADDRESS[:PORT]"));
    }
}

std::optional<int> OptionValues::indexIn(const char *name, const QStringList &names)
{
    const auto text = value(name);
    if (!text)
        return std::nullopt;
    if (const auto index = names.indexOf(*text); index >= 0)
        return int(index);
    fail(name, *text, CommandLine::tr("one of these: %1").arg(names.join(QStringLiteral(", "))));
    return std::nullopt;
}

std::optional<QString> OptionValues::value(const char *name) const
{
    return isSet(name) ? std::optional(m_parser.value(QLatin1String(name))) : std::nullopt;
}

std::optional<qint64> OptionValues::wholeNumber(const char *name, qint64 least, qint64 most)
{
    const auto text = value(name);
    if (!text)
        return std::nullopt;
    bool isNumber = false;
    const auto number = text->toLongLong(&isNumber);
    if (isNumber && number >= least && number <= most)
        return number;
    fail(name, *text, CommandLine::tr("a whole number"));
    return std::nullopt;
}

void OptionValues::fail(const char *name, const QString &text, const QString &wanted)
{
    if (!m_error)
        m_error = Error{CommandLine::tr("--%1 takes %2, not “%3”.").arg(QLatin1String(name), wanted, text)};
}

} // namespace Molotov::Cli
