// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/csvmodule.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QStringDecoder>

#include <optional>

namespace Molotov {

namespace {

/// Reads records:
///
///     record = field *("," field) (line-end | end)
///     field  = quoted | *(any but "," and line-end)
///     quoted = DQUOTE *(any but DQUOTE | DQUOTE DQUOTE) DQUOTE
class CsvReader
{
public:
    explicit CsvReader(const QString &text)
        : m_text(text)
    {
    }

    /// The next record that is not an empty line; none at the end, or when problem() says what is wrong.
    std::optional<QStringList> next()
    {
        while (m_at < m_text.size() && takeLineEnd()) {}
        if (m_at == m_text.size())
            return std::nullopt;
        m_recordLine = m_line;
        QStringList record;
        do {
            record.append(isAt(u'"') ? quotedField() : plainField());
        } while (m_problem.isEmpty() && take(u','));
        if (m_problem.isEmpty() && m_at < m_text.size() && !takeLineEnd())
            fail(m_line, CsvModule::tr("after a closing quote a comma or the end of the line must come"));
        return m_problem.isEmpty() ? std::optional(record) : std::nullopt;
    }

    /// Where the record that next() gave begins.
    int recordLine() const { return m_recordLine; }
    const QString &problem() const { return m_problem; }
    int problemLine() const { return m_problemLine; }

private:
    bool isAt(char16_t c) const { return m_at < m_text.size() && m_text.at(m_at) == c; }

    bool take(char16_t c)
    {
        if (!isAt(c))
            return false;
        ++m_at;
        return true;
    }

    bool takeLineEnd()
    {
        const bool taken = take(u'\r');
        if (!take(u'\n') && !taken)
            return false;
        ++m_line;
        return true;
    }

    QString plainField()
    {
        const auto start = m_at;
        while (m_at < m_text.size() && !isAt(u',') && !isAt(u'\r') && !isAt(u'\n')) {
            if (isAt(u'"'))
                fail(m_line,
                     CsvModule::tr("a field with a quote in it must be quoted as a whole, and the quote "
                                   "doubled"));
            ++m_at;
        }
        return m_text.mid(start, m_at - start);
    }

    QString quotedField()
    {
        const int startLine = m_line;
        QString field;
        ++m_at;
        while (m_at < m_text.size()) {
            if (take(u'"') && !isAt(u'"'))
                return field;
            const auto start = m_at;
            if (!takeLineEnd())
                ++m_at;
            field += QStringView(m_text).mid(start, m_at - start);
        }
        fail(startLine, CsvModule::tr("a quoted field begins here that is never closed"));
        return field;
    }

    void fail(int line, const QString &problem)
    {
        if (m_problem.isEmpty()) {
            m_problem = problem;
            m_problemLine = line;
        }
    }

    const QString &m_text;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_recordLine = 1;
    QString m_problem;
    int m_problemLine = 0;
};

QString headerProblem(const QStringList &header)
{
    QSet<QString> seen;
    for (const auto &name : header) {
        if (name.isEmpty())
            return CsvModule::tr("the first line must name every column, and one of its fields is empty");
        if (seen.contains(name))
            return CsvModule::tr("two columns are named “%1”").arg(name);
        seen.insert(name);
    }
    return {};
}

QByteArray jsonText(const QJsonArray &value)
{
    return QJsonDocument(value).toJson(QJsonDocument::Compact);
}

// JSON.parse of a text costs a fraction of what an engine takes to compile as many object literals. Fields
// are set one by one so that the keys of a row keep the order of the columns.
QByteArray moduleOf(const QStringList &header, const QJsonArray &rows)
{
    const auto json = jsonText({QString::fromUtf8(jsonText(rows))}); // ["…"]
    return "const names = " + jsonText(QJsonArray::fromStringList(header)) + ";\n"
           + "export default JSON.parse(" + json.sliced(1, json.size() - 2) + ").map((fields) => {\n"
           + "  const row = {};\n  names.forEach((name, i) => { row[name] = fields[i]; });\n  return "
             "row;\n});\n";
}

} // namespace

Result<QByteArray> CsvModule::fromCsv(const QByteArray &csv, const QString &shownName)
{
    const auto problemAt = [&shownName](int line, const QString &what) {
        return Error{tr("%1:%2: %3.").arg(shownName).arg(line).arg(what)};
    };
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(csv); // drops a byte order mark
    if (decode.hasError())
        return Error{tr("%1 is not text in UTF-8.").arg(shownName)};

    CsvReader reader(text);
    const auto header = reader.next().value_or(QStringList());
    if (const auto problem = headerProblem(header); reader.problem().isEmpty() && !problem.isEmpty())
        return problemAt(reader.recordLine(), problem);
    QJsonArray rows;
    while (const auto record = reader.next()) {
        if (record->size() != header.size()) {
            return problemAt(reader.recordLine(), tr("the number of fields is %1, that of the first line %2")
                                                      .arg(record->size())
                                                      .arg(header.size()));
        }
        rows.append(QJsonArray::fromStringList(*record));
    }
    if (!reader.problem().isEmpty())
        return problemAt(reader.problemLine(), reader.problem());
    return moduleOf(header, rows);
}

} // namespace Molotov
