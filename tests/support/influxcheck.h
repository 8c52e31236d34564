// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QVariant>

#include <cstring>

namespace Molotov::Test {

/// A point of InfluxDB's line protocol. Integers are qint64, other numbers double.
struct InfluxPoint
{
    QString measurement;
    QMap<QString, QString> tags;
    QMap<QString, QVariant> fields;
    qint64 timestamp = 0;

    /// What makes two points one: the second replaces the first.
    QString identity() const
    {
        auto text = measurement;
        for (auto it = tags.begin(); it != tags.end(); ++it)
            text += QChar(0) + it.key() + QChar(1) + it.value();
        return text + QChar(0) + QString::number(timestamp);
    }
};

/// Reads a line, and is stricter than any InfluxDB: what versions read differently is a mistake.
class InfluxLineReader
{
public:
    explicit InfluxLineReader(const QByteArray &line)
        : m_line(line)
    {
    }

    InfluxPoint read()
    {
        InfluxPoint point;
        point.measurement = name(", ", ", ");
        while (m_problem.isEmpty() && take(',')) {
            const auto key = name(",= ", "=");
            expect('=');
            const auto value = name(",= ", ", ");
            if (key.isEmpty() || value.isEmpty() || point.tags.contains(key))
                fail(QStringLiteral("a tag that is empty or there twice"));
            point.tags.insert(key, value);
        }
        expect(' ');
        do {
            const auto key = name(",= ", "=");
            expect('=');
            point.fields.insert(key, take('"') ? QVariant(text()) : number());
        } while (m_problem.isEmpty() && take(','));
        expect(' ');
        bool isNumber = false;
        point.timestamp = m_line.mid(m_at).toLongLong(&isNumber);
        if (!isNumber || point.measurement.isEmpty() || point.measurement.startsWith(QLatin1Char('#')))
            fail(QStringLiteral("no time stamp or no name"));
        return point;
    }

    const QString &problem() const { return m_problem; }

private:
    void fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem + QStringLiteral(" in ") + QString::fromUtf8(m_line);
    }
    bool take(char c)
    {
        const bool isThere = m_at < m_line.size() && m_line.at(m_at) == c;
        m_at += isThere ? 1 : 0;
        return isThere;
    }
    void expect(char c)
    {
        if (!take(c))
            fail(QStringLiteral("no “%1” at %2").arg(QLatin1Char(c)).arg(m_at));
    }
    static bool isOneOf(char c, const char *characters)
    {
        return c != 0 && std::strchr(characters, c) != nullptr;
    }
    // `special` have to be escaped, nothing else; an unescaped one of `ends` ends it.
    QString name(const char *special, const char *ends)
    {
        QByteArray bytes;
        for (; m_at < m_line.size(); ++m_at) {
            auto c = m_line.at(m_at);
            if (c == '\\') {
                c = m_at + 1 < m_line.size() ? m_line.at(++m_at) : '\0';
                if (!isOneOf(c, special))
                    fail(QStringLiteral("a backslash that escapes nothing"));
            } else if (isOneOf(c, ends)) {
                break;
            } else if (isOneOf(c, special) || uchar(c) < 0x20 || c == 0x7F) {
                fail(QStringLiteral("a special character"));
            }
            bytes += c;
        }
        return QString::fromUtf8(bytes);
    }
    QString text()
    {
        QByteArray bytes;
        for (; m_at < m_line.size() && m_line.at(m_at) != '"'; ++m_at) {
            if (m_line.at(m_at) == '\\' && !isOneOf(m_line.at(++m_at), "\"\\"))
                fail(QStringLiteral("a backslash that escapes nothing"));
            bytes += m_line.at(m_at);
        }
        expect('"');
        return QString::fromUtf8(bytes);
    }
    QVariant number()
    {
        const auto begin = m_at;
        while (m_at < m_line.size() && !isOneOf(m_line.at(m_at), ", "))
            ++m_at;
        auto digits = m_line.mid(begin, m_at - begin);
        bool isNumber = false;
        const bool isInteger = digits.endsWith('i');
        if (isInteger)
            digits.chop(1);
        const auto value =
            isInteger ? QVariant(digits.toLongLong(&isNumber)) : QVariant(digits.toDouble(&isNumber));
        if (!isNumber)
            fail(QStringLiteral("no number"));
        return value;
    }

    const QByteArray m_line;
    qsizetype m_at = 0;
    QString m_problem;
};

/// All points of a text, each with its line feed. `problem` says what is wrong with the first that is none.
inline QList<InfluxPoint> readInflux(const QByteArray &text, QString &problem)
{
    QList<InfluxPoint> points;
    auto lines = text.split('\n');
    if (!lines.takeLast().isEmpty())
        problem = QStringLiteral("the last line has no end");
    for (const auto &line : lines) {
        InfluxLineReader reader(line);
        points.append(reader.read());
        if (problem.isEmpty())
            problem = reader.problem();
    }
    return points;
}

/// Of a field, over all points of a measurement.
inline qint64 sumOf(const QList<InfluxPoint> &points, const char *measurement, const char *field,
                    const QMap<QString, QString> &tags = {})
{
    qint64 sum = 0;
    for (const auto &point : points) {
        bool isMeant = point.measurement == QLatin1String(measurement);
        for (auto it = tags.begin(); it != tags.end(); ++it)
            isMeant = isMeant && point.tags.value(it.key()) == it.value();
        if (isMeant)
            sum += point.fields.value(QLatin1String(field)).toLongLong();
    }
    return sum;
}

} // namespace Molotov::Test
