// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/yamljson.h"

#include "core/control/compiler/yamlscalar.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <QHash>
#include <QList>
#include <QSet>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <utility>

namespace Molotov {

namespace {

constexpr qsizetype MaxText = 10'000'000; // bytes; yaml-cpp reads some MB in a second
constexpr qsizetype MaxAliased = 20'000'000; // bytes that aliases stand for
constexpr qsizetype MaxMerged = 2'000'000; // keys that are looked at for merging
constexpr qsizetype MaxDepth = 200;

struct Problem
{
    int line;
    QString text;
};

int lineOf(const YAML::Mark &mark)
{
    return mark.line + 1;
}

/// Writes JSON as the parser goes on, and throws a Problem. An anchor names a part of what is written, which
/// each of its aliases repeats: nothing else is kept, and nothing is expanded before its size is known.
class JsonWriter : public YAML::EventHandler
{
public:
    explicit JsonWriter(const QByteArray &yaml)
        : m_yaml(yaml)
    {
    }

    const QByteArray &json() const { return m_json; }
    /// To be called at the end.
    void checkLastQuote() const;

    void OnDocumentStart(const YAML::Mark &mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override;
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override
    {
        begin(mark, {.bracket = '[', .isBlock = style != YAML::EmitterStyle::Flow, .anchor = anchor}, tag);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override
    {
        begin(mark, {.bracket = '{', .isBlock = style != YAML::EmitterStyle::Flow, .anchor = anchor}, tag);
    }
    void OnMapEnd() override { end(); }

private:
    struct Part
    {
        qsizetype begin = 0; // in m_json
        qsizetype end = 0;
    };
    struct Entry
    {
        QByteArray key;
        Part value;
    };
    struct Anchored
    {
        Part part;
        qsizetype depth = 0;
        bool isMap = false;
        QList<Entry> entries;
    };
    // A list or map that has not ended.
    struct Open
    {
        char bracket = '[';
        bool isBlock = false; // without brackets
        YAML::anchor_t anchor = 0;
        int line = 0;
        qsizetype begin = 0;
        qsizetype depth = 1; // of what is in it
        bool isEmpty = true;
        // Of a map:
        bool isKeyNext = true;
        bool isMergeNext = false; // the value of a key “<<”
        bool isMergeList = false; // is that value, a list of aliases
        QByteArray key;
        int keyAt = 0; // in the YAML
        qsizetype valueBegin = 0;
        QSet<QByteArray> keys;
        QList<Entry> entries; // only with an anchor, for merging
        QList<YAML::anchor_t> merged;
    };

    bool isKeyExpected() const
    {
        return !m_open.isEmpty() && m_open.last().bracket == '{' && m_open.last().isKeyNext;
    }
    bool isMergeExpected() const
    {
        return !m_open.isEmpty() && (m_open.last().isMergeNext || m_open.last().isMergeList);
    }
    void noteQuote(const YAML::Mark &mark);
    void writeKey(const YAML::Mark &mark, const QByteArray &key);
    void writeScalar(const YAML::Mark &mark, YAML::anchor_t anchor, const QByteArray &json);
    void begin(const YAML::Mark &mark, Open open, const std::string &tag);
    void end();
    void beginValue();
    void endValue(qsizetype depth);
    void checkNoMerge(int line) const;
    void merge(const YAML::Mark &mark, YAML::anchor_t anchor);
    void writeMerged(Open &map);
    void append(const Part &part, int line);
    const Anchored &anchored(const YAML::Mark &mark, YAML::anchor_t anchor) const;
    void checkDepth(qsizetype depth, int line) const;

    const QByteArray &m_yaml;
    QByteArray m_json;
    qsizetype m_aliased = 0; // bytes
    qsizetype m_merged = 0; // keys
    qsizetype m_lastQuote = -1; // where the last quoted scalar begins in the YAML
    int m_lastQuoteLine = 0;
    QList<Open> m_open;
    QHash<YAML::anchor_t, Anchored> m_anchors;
    bool m_hasDocument = false;
};

void JsonWriter::OnDocumentStart(const YAML::Mark &mark)
{
    if (!std::exchange(m_hasDocument, true))
        return;
    // What cannot belong to the first one, yaml-cpp takes for another document.
    throw Problem{lineOf(mark), m_yaml.mid(mark.pos).startsWith("---")
                                    ? YamlJson::tr("a second document begins here; a data file holds one")
                                    : YamlJson::tr("this is no part of what stands above it")};
}

void JsonWriter::OnNull(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    if (isKeyExpected())
        throw Problem{lineOf(mark), YamlJson::tr("a key must be a text")};
    // yaml-cpp takes a text at the end of a file for a key, with a value in the same place.
    if (!m_open.isEmpty() && m_open.last().isBlock && m_open.last().keyAt == mark.pos) {
        throw Problem{lineOf(mark), YamlJson::tr("a colon is missing after “%1”")
                                        .arg(QString::fromUtf8(m_open.last().key.left(100)))};
    }
    writeScalar(mark, anchor, "null");
}

void JsonWriter::noteQuote(const YAML::Mark &mark)
{
    qsizetype at = mark.pos;
    while (at < m_yaml.size() && (m_yaml.at(at) == '!' || m_yaml.at(at) == '&')) { // a tag, an anchor
        while (at < m_yaml.size() && !std::isspace(uchar(m_yaml.at(at))))
            ++at;
        while (at < m_yaml.size() && std::isspace(uchar(m_yaml.at(at))))
            ++at;
    }
    if (at < m_yaml.size() && (m_yaml.at(at) == '"' || m_yaml.at(at) == '\'')) {
        m_lastQuote = at;
        m_lastQuoteLine = lineOf(mark);
    }
}

// yaml-cpp takes the end of the file for the quote that is missing.
void JsonWriter::checkLastQuote() const
{
    if (m_lastQuote < 0)
        return;
    const char quote = m_yaml.at(m_lastQuote);
    for (auto at = m_lastQuote + 1; at < m_yaml.size(); ++at) {
        const bool isPair = at + 1 < m_yaml.size()
                            && ((quote == '"' && m_yaml.at(at) == '\\')
                                || (quote == '\'' && m_yaml.at(at) == quote && m_yaml.at(at + 1) == quote));
        if (isPair)
            ++at;
        else if (m_yaml.at(at) == quote)
            return;
    }
    throw Problem{m_lastQuoteLine, YamlJson::tr("a quoted text begins here that is never closed")};
}

void JsonWriter::OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    const auto &target = anchored(mark, anchor);
    if (isMergeExpected())
        return merge(mark, anchor);
    if (isKeyExpected())
        throw Problem{lineOf(mark), YamlJson::tr("a key must be a text, not an alias")};
    checkDepth(m_open.size() + target.depth, lineOf(mark));
    beginValue();
    append(target.part, lineOf(mark));
    endValue(target.depth);
}

void JsonWriter::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                          const std::string &value)
{
    const auto text = QByteArray::fromStdString(value);
    noteQuote(mark);
    if (isKeyExpected()) {
        if (tag == "?" && text == "<<") {
            m_open.last().isKeyNext = false;
            m_open.last().isMergeNext = true;
            return;
        }
        return writeKey(mark, text);
    }
    const auto json = YamlScalar::toJson(text, QByteArray::fromStdString(tag));
    if (!json)
        throw Problem{lineOf(mark), json.error().text};
    writeScalar(mark, anchor, *json);
}

void JsonWriter::writeKey(const YAML::Mark &mark, const QByteArray &key)
{
    auto &map = m_open.last();
    if (map.keys.contains(key)) {
        throw Problem{lineOf(mark),
                      YamlJson::tr("the key “%1” is there already").arg(QString::fromUtf8(key.left(100)))};
    }
    map.keys.insert(key);
    map.key = key;
    map.keyAt = mark.pos;
    map.isKeyNext = false;
}

void JsonWriter::writeScalar(const YAML::Mark &mark, YAML::anchor_t anchor, const QByteArray &json)
{
    checkNoMerge(lineOf(mark));
    beginValue();
    const auto start = m_json.size();
    m_json += json;
    if (anchor != 0)
        m_anchors.insert(anchor, {.part = {start, m_json.size()}});
    endValue(0);
}

void JsonWriter::begin(const YAML::Mark &mark, Open open, const std::string &tag)
{
    open.line = lineOf(mark);
    const auto *usualTag = open.bracket == '[' ? "tag:yaml.org,2002:seq" : "tag:yaml.org,2002:map";
    if (tag != "?" && tag != "!" && tag != usualTag)
        throw Problem{open.line, YamlScalar::unknownTag(QByteArray::fromStdString(tag))};
    if (isKeyExpected())
        throw Problem{
            open.line,
            YamlJson::tr("a key must be a text, not a list or a map (or a bracket is never closed)")};
    if (isMergeExpected() && m_open.last().isMergeNext && open.bracket == '[') {
        open.isMergeList = true;
    } else {
        checkNoMerge(open.line);
        checkDepth(m_open.size() + 1, open.line);
        beginValue();
        open.begin = m_json.size();
        m_json += open.bracket;
    }
    m_open.append(open);
}

void JsonWriter::end()
{
    auto open = m_open.takeLast();
    if (open.isMergeList) {
        m_open.last().isMergeNext = false;
        m_open.last().isKeyNext = true;
        return;
    }
    if (!open.merged.isEmpty()) {
        m_open.append(open);
        writeMerged(m_open.last());
        open = m_open.takeLast();
    }
    m_json += open.bracket == '[' ? ']' : '}';
    if (open.anchor != 0) {
        m_anchors.insert(open.anchor, {.part = {open.begin, m_json.size()},
                                       .depth = open.depth,
                                       .isMap = open.bracket == '{',
                                       .entries = open.entries});
    }
    endValue(open.depth);
}

void JsonWriter::beginValue()
{
    if (m_open.isEmpty())
        return;
    auto &open = m_open.last();
    if (!std::exchange(open.isEmpty, false))
        m_json += ',';
    if (open.bracket == '{')
        m_json += YamlScalar::quoted(open.key) + ':';
    open.valueBegin = m_json.size();
}

void JsonWriter::endValue(qsizetype depth)
{
    if (m_open.isEmpty())
        return;
    auto &open = m_open.last();
    open.depth = std::max(open.depth, depth + 1);
    open.isKeyNext = true;
    if (open.bracket == '{' && open.anchor != 0)
        open.entries.append({open.key, {open.valueBegin, m_json.size()}});
}

void JsonWriter::checkNoMerge(int line) const
{
    if (isMergeExpected())
        throw Problem{
            line, YamlJson::tr("after “<<” an alias of a map must come, such as *name, or a list of such")};
}

void JsonWriter::merge(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    if (!anchored(mark, anchor).isMap)
        throw Problem{lineOf(mark), YamlJson::tr("what is merged by “<<” must be a map")};
    const bool isInList = m_open.last().isMergeList;
    auto &map = m_open[m_open.size() - (isInList ? 2 : 1)];
    map.merged.append(anchor);
    if (!isInList) {
        map.isMergeNext = false;
        map.isKeyNext = true;
    }
}

// A key of the map itself counts, then that of the first that is merged.
void JsonWriter::writeMerged(Open &map)
{
    for (const auto anchor : std::as_const(map.merged)) {
        const auto source = m_anchors.value(anchor);
        checkDepth(m_open.size() - 1 + source.depth, map.line);
        m_merged += source.entries.size();
        if (m_merged > MaxMerged)
            throw Problem{map.line, YamlJson::tr("up to here “<<” merges more than %L1 keys").arg(MaxMerged)};
        for (const auto &entry : source.entries) {
            if (map.keys.contains(entry.key))
                continue;
            map.keys.insert(entry.key);
            map.key = entry.key;
            beginValue();
            append(entry.value, map.line);
            endValue(source.depth - 1);
        }
    }
}

void JsonWriter::append(const Part &part, int line)
{
    const auto size = part.end - part.begin;
    m_aliased += size;
    if (m_aliased > MaxAliased)
        throw Problem{line,
                      YamlJson::tr("the aliases up to here stand for more than %L1 bytes").arg(MaxAliased)};
    m_json += m_json.mid(part.begin, size);
}

const JsonWriter::Anchored &JsonWriter::anchored(const YAML::Mark &mark, YAML::anchor_t anchor) const
{
    const auto found = m_anchors.constFind(anchor);
    if (found == m_anchors.constEnd())
        throw Problem{lineOf(mark), YamlJson::tr("an alias stands in what it is an alias of")};
    return *found;
}

void JsonWriter::checkDepth(qsizetype depth, int line) const
{
    if (depth > MaxDepth)
        throw Problem{line, YamlJson::tr("lists and maps are nested more than %1 deep").arg(MaxDepth)};
}

} // namespace

Result<QByteArray> YamlJson::fromYaml(const QString &yaml, const QString &shownName)
{
    const auto problemAt = [&shownName](int line, const QString &what) {
        return Error{tr("%1:%2: %3.").arg(shownName).arg(line).arg(what)};
    };
    const auto text = yaml.toUtf8();
    if (text.size() > MaxText)
        return Error{
            tr("%1 is too large for YAML: %L2 bytes, at most %L3 are read; JSON and CSV may be larger.")
                .arg(shownName)
                .arg(text.size())
                .arg(MaxText)};
    if (const auto at = text.indexOf('\0'); at >= 0)
        return problemAt(int(1 + text.left(at).count('\n')),
                         tr("there is a character that no YAML may hold"));
    JsonWriter writer(text);
    try {
        std::istringstream stream(text.toStdString());
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(writer)) {}
        writer.checkLastQuote();
    } catch (const Problem &problem) {
        return problemAt(problem.line, problem.text);
    } catch (const YAML::Exception &exception) {
        return problemAt(std::max(1, lineOf(exception.mark)),
                         tr("this is no YAML: %1").arg(QString::fromStdString(exception.msg)));
    }
    if (writer.json().isEmpty())
        return Error{tr("%1 is no YAML: it must hold one value.").arg(shownName)};
    return writer.json();
}

} // namespace Molotov
