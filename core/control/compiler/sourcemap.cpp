// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/sourcemap.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>
#include <limits>
#include <optional>

namespace Molotov {

namespace {

constexpr qint64 MaxNumber = std::numeric_limits<int>::max();

Error broken(const QString &what)
{
    return Error{QStringLiteral("The source map cannot be read: %1.").arg(what)};
}

int base64Digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// A base64 VLQ: five bits a digit, the lowest first, bit 5 = more to come; the lowest bit of all is the sign.
std::optional<qint64> takeNumber(const QByteArray &text, qsizetype &at)
{
    qint64 value = 0;
    for (int shift = 0; at < text.size() && shift <= 30; shift += 5) {
        const int digit = base64Digit(text.at(at++));
        if (digit < 0)
            return std::nullopt;
        value |= qint64(digit & 31) << shift;
        if ((digit & 32) == 0)
            return (value & 1) ? -(value >> 1) : value >> 1;
    }
    return std::nullopt;
}

bool advance(int &number, std::optional<qint64> by)
{
    const qint64 sum = number + by.value_or(-MaxNumber - 1);
    if (sum < 0 || sum > MaxNumber)
        return false;
    number = int(sum);
    return true;
}

QString absoluteSource(const QString &source, const QDir &base)
{
    const QUrl url(source);
    return QDir::cleanPath(url.isLocalFile() ? url.toLocalFile() : base.absoluteFilePath(source));
}

} // namespace

Result<SourceMap> SourceMap::parse(const QByteArray &json, const QString &baseFolder)
{
    QJsonParseError parseError;
    const auto root = QJsonDocument::fromJson(json, &parseError).object();
    if (parseError.error != QJsonParseError::NoError)
        return broken(parseError.errorString());
    if (root.value(QLatin1String("version")).toInt() != 3)
        return broken(QStringLiteral("it is not of version 3"));
    const auto sources = root.value(QLatin1String("sources"));
    const auto mappings = root.value(QLatin1String("mappings"));
    if (!sources.isArray() || !mappings.isString())
        return broken(QStringLiteral("it has no sources or no mappings"));

    SourceMap map;
    const auto list = sources.toArray();
    for (const auto &source : list)
        map.m_sources.append(source.isString() ? absoluteSource(source.toString(), QDir(baseFolder))
                                               : QString());
    Segment previous{.generatedColumn = 0, .source = 0, .line = 0, .column = 0};
    const auto lines = mappings.toString().toLatin1().split(';');
    for (const auto &line : lines) {
        map.m_lineStarts.append(map.m_segments.size());
        if (const auto status = map.appendLine(line, previous); !status)
            return status.error();
    }
    map.m_lineStarts.append(map.m_segments.size());
    return map;
}

// line = [segment *("," segment)]; segment = column [source line column [name]], each a difference to the one
// before it; only the generated column starts anew with each line.
Status SourceMap::appendLine(const QByteArray &encoded, Segment &previous)
{
    previous.generatedColumn = 0;
    qsizetype at = 0;
    const auto atEnd = [&] { return at == encoded.size() || encoded.at(at) == ','; };
    while (at < encoded.size()) {
        auto segment = previous;
        bool fits = advance(segment.generatedColumn, takeNumber(encoded, at));
        const bool mapped = fits && !atEnd();
        if (mapped) {
            fits = advance(segment.source, takeNumber(encoded, at))
                   && advance(segment.line, takeNumber(encoded, at))
                   && advance(segment.column, takeNumber(encoded, at));
            if (fits && !atEnd())
                fits = takeNumber(encoded, at).has_value(); // the name
        }
        if (!fits || !atEnd() || (mapped && segment.source >= m_sources.size()))
            return broken(QStringLiteral("line %1 of its mappings is malformed").arg(m_lineStarts.size()));
        previous = segment;
        if (!mapped)
            segment.source = -1;
        m_segments.append(segment);
        if (at < encoded.size())
            ++at; // the comma
    }
    return {};
}

SourcePlace SourceMap::original(const SourcePlace &generated) const
{
    if (!generated.isValid() || generated.line >= m_lineStarts.size())
        return {};
    const auto begin = m_segments.begin() + m_lineStarts.at(generated.line - 1);
    const auto end = m_segments.begin() + m_lineStarts.at(generated.line);
    auto found = std::find_if(begin, end, [](const Segment &segment) { return segment.source >= 0; });
    if (generated.column > 0) {
        found = std::upper_bound(begin, end, generated.column - 1, [](int column, const Segment &segment) {
            return column < segment.generatedColumn;
        });
        if (found == begin)
            return {};
        --found;
    }
    if (found == end || found->source < 0 || m_sources.at(found->source).isEmpty())
        return {};
    return {.file = m_sources.at(found->source), .line = found->line + 1, .column = found->column + 1};
}

} // namespace Molotov
