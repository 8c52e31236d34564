// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/csvmodule.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <optional>

namespace Molotov {

namespace {

/// Reads records:
///
///     table  = ["sep=" separator line-end] *record
///     record = field *(separator field) (line-end | end)
///     field  = quoted | *(any but separator and line-end)
///     quoted = DQUOTE *(any but DQUOTE | DQUOTE DQUOTE) DQUOTE
class CsvReader
{
public:
    explicit CsvReader(const QString &text)
        : m_text(text)
    {
        static const QRegularExpression told(QStringLiteral("\\A[\\r\\n]*sep=([,;\\t|])(?=[\\r\\n]|\\z)"),
                                             QRegularExpression::CaseInsensitiveOption);
        if (const auto match = told.match(text); match.hasMatch()) {
            m_separator = match.capturedView(1).front();
            m_line += int(match.capturedView().count(QLatin1Char('\n')));
            m_at = match.capturedEnd();
        } else {
            m_separator = separatorOfFirstLine();
        }
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
        } while (m_problem.isEmpty() && take(m_separator));
        if (m_problem.isEmpty() && m_at < m_text.size() && !takeLineEnd())
            fail(m_line, CsvModule::tr("after a closing quote a separator or the end of the line must come"));
        return m_problem.isEmpty() ? std::optional(record) : std::nullopt;
    }

    /// Where the record that next() gave begins.
    int recordLine() const { return m_recordLine; }
    const QString &problem() const { return m_problem; }
    int problemLine() const { return m_problemLine; }

private:
    QChar separatorOfFirstLine() const
    {
        bool isQuoted = false;
        QChar found = u',';
        for (const auto c : QStringView(m_text).trimmed()) {
            if (c == u'"')
                isQuoted = !isQuoted;
            else if (!isQuoted && (c == u',' || c == u'\r' || c == u'\n'))
                return c == u',' ? c : found;
            else if (!isQuoted && (c == u';' || (c == u'\t' && found != u';')))
                found = c;
        }
        return found;
    }

    bool isAt(QChar c) const { return m_at < m_text.size() && m_text.at(m_at) == c; }

    bool take(QChar c)
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
        while (m_at < m_text.size() && !isAt(m_separator) && !isAt(u'\r') && !isAt(u'\n')) {
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
    QChar m_separator;
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

QByteArray jsonText(const QString &value)
{
    const auto list = jsonText(QJsonArray{value}); // ["…"]
    return list.sliced(1, list.size() - 2);
}

// An object of the columns whose values are f[i], f[i + 1], …
QByteArray rowLiteral(const QStringList &header)
{
    QByteArrayList fields;
    for (qsizetype i = 0; i < header.size(); ++i) {
        const auto name = jsonText(header.at(i));
        fields.append((name == "\"__proto__\"" ? '[' + name + ']' : name) + ": f[i + " + QByteArray::number(i)
                      + ']');
    }
    return "{ " + fields.join(", ") + " }";
}

// The fields go to the engine as texts that it parses one after the other: an engine compiles literals
// slowly, and one list of all would hold everything twice.
class ModuleWriter
{
public:
    explicit ModuleWriter(const QStringList &header)
        : m_code("const rows = [];\n"
                 "const add = (part) => {\n"
                 "  const f = JSON.parse(part);\n"
                 "  for (let i = 0; i < f.length; i += "
                 + QByteArray::number(header.size()) + ")\n    rows.push(" + rowLiteral(header) + ");\n};\n")
    {
    }

    void add(const QStringList &record)
    {
        for (const auto &field : record)
            m_part.append(field);
        if (m_part.size() >= FieldsOfAPart)
            endPart();
    }

    QByteArray end()
    {
        if (!m_part.isEmpty())
            endPart();
        return m_code + "export default rows;\n";
    }

private:
    static constexpr int FieldsOfAPart = 5000;

    void endPart()
    {
        m_code += "add(" + jsonText(QString::fromUtf8(jsonText(m_part))) + ");\n";
        m_part = {};
    }

    QByteArray m_code;
    QJsonArray m_part;
};

} // namespace

Result<QByteArray> CsvModule::fromCsv(const QString &csv, const QString &shownName)
{
    const auto problemAt = [&shownName](int line, const QString &what) {
        return Error{tr("%1:%2: %3.").arg(shownName).arg(line).arg(what)};
    };
    CsvReader reader(csv);
    const auto header = reader.next().value_or(QStringList());
    if (const auto problem = headerProblem(header); reader.problem().isEmpty() && !problem.isEmpty())
        return problemAt(reader.recordLine(), problem);
    ModuleWriter module(header);
    while (const auto record = reader.next()) {
        if (record->size() != header.size()) {
            return problemAt(reader.recordLine(), tr("the number of fields is %1, that of the first line %2")
                                                      .arg(record->size())
                                                      .arg(header.size()));
        }
        module.add(*record);
    }
    if (!reader.problem().isEmpty())
        return problemAt(reader.problemLine(), reader.problem());
    return module.end();
}

} // namespace Molotov
