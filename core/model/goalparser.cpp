// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/goalparser.h"

#include "core/model/goalwords.h"
#include "core/model/nearestname.h"

#include <QLocale>
#include <QMap>
#include <QRegularExpression>

#include <cmath>
#include <utility>

namespace Molotov {

namespace {

constexpr double LargestLimit = 1e15; // all whole numbers up to it are exact
constexpr double LongestDelay = 3.2e15; // a century in microseconds
constexpr qsizetype LongestWord = 40; // that an error shows, and that may be a slip
constexpr qsizetype ShortestSlip = 3; // any two units are alike

using Words = QMap<QString, QString>;

// What other tools say, and what people write out.
const Words &otherStatistics()
{
    static const Words words{{QStringLiteral("avg"), QStringLiteral("mean")},
                             {QStringLiteral("average"), QStringLiteral("mean")},
                             {QStringLiteral("med"), QStringLiteral("p50")},
                             {QStringLiteral("median"), QStringLiteral("p50")},
                             {QStringLiteral("maximum"), QStringLiteral("max")},
                             {QStringLiteral("minimum"), QStringLiteral("min")},
                             {QStringLiteral("sum"), QStringLiteral("count")},
                             {QStringLiteral("total"), QStringLiteral("count")},
                             {QStringLiteral("value"), QStringLiteral("last")}};
    return words;
}

const Words &otherMeasures()
{
    static const Words words{{QStringLiteral("duration"), QStringLiteral("latency")},
                             {QStringLiteral("http_req_duration"), QStringLiteral("latency")},
                             {QStringLiteral("http_req_failed"), QStringLiteral("errors")},
                             {QStringLiteral("http_reqs"), QStringLiteral("requests")},
                             {QStringLiteral("failures"), QStringLiteral("failed")},
                             {QStringLiteral("transaction"), QStringLiteral("step")},
                             {QStringLiteral("group"), QStringLiteral("step")}};
    return words;
}

const Words &otherUnits()
{
    static const Words words{{QStringLiteral("sec"), QStringLiteral("s")},
                             {QStringLiteral("second"), QStringLiteral("s")},
                             {QStringLiteral("seconds"), QStringLiteral("s")},
                             {QStringLiteral("m"), QStringLiteral("min")},
                             {QStringLiteral("minute"), QStringLiteral("min")},
                             {QStringLiteral("minutes"), QStringLiteral("min")},
                             {QStringLiteral("msec"), QStringLiteral("ms")},
                             {QStringLiteral("milliseconds"), QStringLiteral("ms")},
                             {QStringLiteral("percent"), QStringLiteral("%")},
                             {QStringLiteral("/sec"), QStringLiteral("/s")},
                             {QStringLiteral("/second"), QStringLiteral("/s")},
                             {QStringLiteral("rps"), QStringLiteral("/s")},
                             {QStringLiteral("µs"), QStringLiteral("us")},
                             {QStringLiteral("μs"), QStringLiteral("us")}};
    return words;
}

// "a, b or c"
QString joined(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return Goal::tr("%1 or %2").arg(words.mid(0, words.size() - 1).join(QStringLiteral(", ")), words.last());
}

QString textOf(GoalStatistic statistic)
{
    for (const auto &word : GoalWords::Statistics) {
        if (word.value == statistic)
            return QString::fromLatin1(word.text);
    }
    return Goal::tr("a percentile such as p95");
}

QStringList textsOf(const QList<GoalUnit> &units)
{
    QStringList texts;
    for (const auto unit : units)
        texts += toString(unit);
    return texts;
}

const QList<GoalUnit> Times{GoalUnit::Microseconds, GoalUnit::Milliseconds, GoalUnit::Seconds,
                            GoalUnit::Minutes};

bool isWordLetter(QChar letter)
{
    return letter.isLetterOrNumber() || letter == QLatin1Char('_');
}

/// Goes through the text once. Each read…() takes one part of the grammar, and is false when the text does
/// not fit; then m_problem says why.
class Parser
{
public:
    explicit Parser(const QString &text)
        : m_text(text)
    {
    }

    std::variant<Goal, GoalProblem> parse()
    {
        skipSpaces();
        const bool isOfTrust = wordHere() == QLatin1String(GoalWords::Trust.text);
        if ((isOfTrust ? readTrust() : readMeasured()) && readAbort() && readEnd())
            return m_goal;
        return m_problem;
    }

private:
    bool readTrust();
    bool readMeasured();
    bool readStatistic();
    bool readPercentile(const QString &word, qsizetype start);
    bool readMeasure();
    bool readStatus();
    bool checkStatistic();
    bool readName();
    bool readQuoted();
    bool readComparison();
    bool readLimit();
    bool checkLimit(qsizetype start);
    std::optional<double> readNumber();
    bool readUnit(const QList<GoalUnit> &fitting);
    bool readAbort();
    bool readDelay();
    bool readEnd();
    bool readSign(QChar sign);

    bool isAt(QChar sign) const { return m_position < m_text.size() && m_text.at(m_position) == sign; }
    void skipSpaces();
    /// The letters, digits and `more` from here on; does not go on.
    QString wordHere(const QString &more = {}) const;
    /// What stands here, for an error.
    QString found() const;
    bool fail(qsizetype position, const QString &text);
    bool expected(const QString &what);
    /// The same for a word that may be a slip or another tool's word.
    bool expectedWord(const QString &what, const QString &word, const QStringList &known,
                      const Words &others);

    const QString &m_text;
    qsizetype m_position = 0;
    qsizetype m_statisticAt = 0;
    QString m_subject; // "p95(latency)", for errors
    Goal m_goal;
    GoalProblem m_problem;
};

bool Parser::readTrust()
{
    m_goal = Goal::trust();
    m_position += wordHere().size();
    skipSpaces();
    if (!readSign(QLatin1Char('=')))
        return false;
    if (isAt(QLatin1Char('='))) {
        ++m_position;
        skipSpaces();
    }
    const auto ok = QStringLiteral("ok");
    if (wordHere() != ok)
        return expected(QStringLiteral("“%1”").arg(ok));
    m_position += ok.size();
    skipSpaces();
    return true;
}

bool Parser::readMeasured()
{
    return readStatistic() && readSign(QLatin1Char('(')) && readMeasure() && readName()
           && readSign(QLatin1Char(')')) && readComparison() && readLimit();
}

bool Parser::readStatistic()
{
    const auto start = m_statisticAt = m_position;
    const auto word = wordHere(QStringLiteral("."));
    QStringList known{QStringLiteral("p50"), QStringLiteral("p90"), QStringLiteral("p95"),
                      QStringLiteral("p99"), QStringLiteral("p99.9")};
    for (const auto &statistic : GoalWords::Statistics) {
        known += QString::fromLatin1(statistic.text);
        if (word == known.last())
            m_goal.statistic = statistic.value;
    }
    m_subject = word;
    m_position += word.size();
    if (m_goal.statistic != GoalStatistic::Percentile) {
        skipSpaces();
        return true;
    }
    static const QRegularExpression percentile(QStringLiteral("^p[0-9][0-9.]*$"));
    if (percentile.match(word).hasMatch())
        return readPercentile(word, start);
    m_position = start;
    return expectedWord(
        Goal::tr("a statistic (p50, p99.9 or another percentile, min, mean, max, last, count, rate)"), word,
        known, otherStatistics());
}

bool Parser::readPercentile(const QString &word, qsizetype start)
{
    static const QRegularExpression form(QStringLiteral("^p[0-9]{1,2}([.][0-9]{1,3})?$"));
    const auto percentile = QStringView(word).mid(1).toDouble();
    if (!form.match(word).hasMatch() || percentile <= 0) {
        return fail(start,
                    Goal::tr("A percentile is above 0 and below 100 and has three decimals at most, such as "
                             "p95 or p99.9."));
    }
    m_goal.percentile = percentile;
    skipSpaces();
    return true;
}

bool Parser::readMeasure()
{
    static const QString status = QStringLiteral("http_");
    const auto word = wordHere();
    m_subject += QLatin1Char('(') + word + QLatin1Char(')');
    QStringList known;
    bool isKnown = false;
    for (const auto &measure : GoalWords::Measures) {
        const auto text = QString::fromLatin1(measure.text);
        known += text == status ? QStringLiteral("http_5xx") : text;
        if (text == word || (text == status && word.startsWith(status) && !otherMeasures().contains(word))) {
            m_goal.measure = measure.value;
            isKnown = true;
        }
    }
    if (!isKnown)
        return expectedWord(Goal::tr("a measure (%1)").arg(known.join(QStringLiteral(", "))), word, known,
                            otherMeasures());
    if (m_goal.measure == GoalMeasure::Status) {
        m_position += status.size();
        if (!readStatus())
            return false;
    } else {
        m_position += word.size();
    }
    skipSpaces();
    return checkStatistic();
}

bool Parser::readStatus()
{
    static const QRegularExpression form(QStringLiteral("^[1-5](xx|[0-9]{2})$"));
    const auto word = wordHere();
    if (!form.match(word).hasMatch())
        return expected(Goal::tr("a status behind “http_”: 1xx to 5xx, or a single one such as 404"));
    const int digit = word.at(0).digitValue();
    m_goal.statuses = word.endsWith(QLatin1Char('x')) ? StatusRange{digit * 100, digit * 100 + 99}
                                                      : StatusRange{word.toInt(), word.toInt()};
    m_position += word.size();
    return true;
}

bool Parser::checkStatistic()
{
    const auto fitting = GoalWords::statisticsOf(m_goal.measure);
    if (fitting.contains(m_goal.statistic))
        return true;
    QStringList texts;
    for (const auto statistic : fitting)
        texts += textOf(statistic);
    return fail(m_statisticAt, Goal::tr("There is no %1; use %2 here.").arg(m_subject, joined(texts)));
}

bool Parser::readName()
{
    const auto &word = GoalWords::wordOf(m_goal.measure);
    const bool hasComma = isAt(QLatin1Char(','));
    if (hasComma) {
        ++m_position;
        skipSpaces();
    }
    if (isAt(QLatin1Char('"')) || isAt(QLatin1Char('\'')))
        return readQuoted();
    if (!hasComma && word.nameUse == GoalWords::NameUse::Optional)
        return isAt(QLatin1Char(')')) || expected(Goal::tr("“)” or a name in quotes"));
    return expected(Goal::tr("a name in quotes"));
}

bool Parser::readQuoted()
{
    const auto start = m_position;
    const auto quote = m_text.at(m_position++);
    while (m_position < m_text.size() && m_text.at(m_position) != quote) {
        if (isAt(QLatin1Char('\\')) && m_position + 1 < m_text.size())
            ++m_position;
        m_goal.name += m_text.at(m_position++);
    }
    if (m_position == m_text.size())
        return fail(start, Goal::tr("The name has no closing quote."));
    if (m_goal.name.isEmpty())
        return fail(start, Goal::tr("The name is empty."));
    ++m_position;
    skipSpaces();
    return true;
}

bool Parser::readComparison()
{
    for (const auto &comparison : GoalWords::Comparisons) {
        const auto sign = QLatin1String(comparison.text);
        if (!QStringView(m_text).mid(m_position).startsWith(sign))
            continue;
        m_goal.comparison = comparison.value;
        m_position += sign.size();
        skipSpaces();
        return true;
    }
    return expected(Goal::tr("<, <=, >, >= or =="));
}

bool Parser::readLimit()
{
    const auto start = m_position;
    const bool isNegative = isAt(QLatin1Char('-'));
    if (isNegative)
        ++m_position;
    const auto number = readNumber();
    if (!number)
        return false;
    m_goal.limit = isNegative && *number > 0 ? -*number : *number;
    return readUnit(GoalWords::unitsOf(m_goal.statistic, m_goal.measure)) && checkLimit(start);
}

bool Parser::checkLimit(qsizetype start)
{
    const bool isOfScript = m_goal.measure == GoalMeasure::Trend || m_goal.measure == GoalMeasure::Gauge;
    if (m_goal.limit < 0 && (!isOfScript || m_goal.statistic == GoalStatistic::Count))
        return fail(start, Goal::tr("%1 is never below 0.").arg(m_subject));
    if (m_goal.unit == GoalUnit::Percent && m_goal.limit > 100)
        return fail(start, Goal::tr("%1 is never above 100 %.").arg(m_subject));
    return true;
}

std::optional<double> Parser::readNumber()
{
    static const QRegularExpression form(QStringLiteral("[0-9]+([.][0-9]+)?"));
    const auto match = form.match(m_text, m_position, QRegularExpression::NormalMatch,
                                  QRegularExpression::AnchorAtOffsetMatchOption);
    if (!match.hasMatch()) {
        expected(Goal::tr("a number"));
        return std::nullopt;
    }
    const double number = match.captured().toDouble();
    if (!(number <= LargestLimit)) {
        fail(m_position, Goal::tr("The number is too large."));
        return std::nullopt;
    }
    m_position += match.capturedLength();
    skipSpaces();
    return number;
}

// Into m_goal.unit.
bool Parser::readUnit(const QList<GoalUnit> &fitting)
{
    const auto word = isAt(QLatin1Char('%')) ? QStringLiteral("%") : wordHere(QStringLiteral("/"));
    const auto texts = textsOf(fitting);
    m_goal.unit = fitting.value(texts.indexOf(word), GoalUnit::None);
    if (m_goal.unit == GoalUnit::None && fitting.contains(GoalUnit::None)) {
        return word.isEmpty()
               || fail(m_position, Goal::tr("%1 is a number without a unit: leave out “%2”.")
                                       .arg(m_subject, word.left(LongestWord)));
    }
    if (m_goal.unit == GoalUnit::None)
        return expectedWord(Goal::tr("a unit of %1 (%2)").arg(m_subject, joined(texts)), word, texts,
                            otherUnits());
    m_position += word.size();
    skipSpaces();
    return true;
}

bool Parser::readAbort()
{
    if (!isAt(QLatin1Char(',')))
        return true;
    ++m_position;
    skipSpaces();
    const auto start = m_position;
    const auto abort = QStringLiteral("abort");
    const auto word = wordHere();
    if (word != abort)
        return expectedWord(Goal::tr("“abort”"), word, {abort}, {});
    // It breaks at the end of the run only: until then, there may come more of what is too little.
    const bool endsAnyRun = m_goal.mayStillHold(m_goal.limit - 1) && m_goal.mayStillHold(m_goal.limit + 1);
    if (endsAnyRun)
        return fail(
            start,
            Goal::tr("Whether this goal is broken is known at the end of the run only: leave out “abort”."));
    m_position += word.size();
    skipSpaces();
    m_goal.abortAfter = std::chrono::milliseconds(0);
    return m_position == m_text.size() || readDelay();
}

bool Parser::readDelay()
{
    const auto after = QStringLiteral("after");
    const auto word = wordHere();
    if (word != after)
        return expectedWord(Goal::tr("“after” and a time, or the end"), word, {after}, {});
    m_position += word.size();
    skipSpaces();
    const auto start = m_position;
    m_subject = Goal::tr("the time");
    const auto number = readNumber();
    const auto limitUnit = m_goal.unit;
    if (!number || !readUnit(Times))
        return false;
    const double delay = *number * microsecondsOf(std::exchange(m_goal.unit, limitUnit));
    if (delay > LongestDelay)
        return fail(start, Goal::tr("The time is too long."));
    m_goal.abortAfter = std::chrono::milliseconds(std::llround(delay / 1000));
    return true;
}

bool Parser::readEnd()
{
    if (m_position == m_text.size())
        return true;
    return expected(m_goal.abortAfter ? Goal::tr("the end") : Goal::tr("“, abort after 30 s” or the end"));
}

bool Parser::readSign(QChar sign)
{
    if (!isAt(sign))
        return expected(QStringLiteral("“%1”").arg(sign));
    ++m_position;
    skipSpaces();
    return true;
}

void Parser::skipSpaces()
{
    while (m_position < m_text.size() && m_text.at(m_position).isSpace())
        ++m_position;
}

QString Parser::wordHere(const QString &more) const
{
    auto end = m_position;
    while (end < m_text.size() && (isWordLetter(m_text.at(end)) || more.contains(m_text.at(end))))
        ++end;
    return m_text.mid(m_position, end - m_position);
}

QString Parser::found() const
{
    if (m_position == m_text.size())
        return Goal::tr("the end");
    const auto word = wordHere();
    const auto text = word.isEmpty() ? m_text.mid(m_position, m_text.at(m_position).isSurrogate() ? 2 : 1)
                                     : word.left(LongestWord);
    return QStringLiteral("“%1”").arg(text);
}

bool Parser::fail(qsizetype position, const QString &text)
{
    m_problem = {.column = int(position) + 1, .text = text};
    return false;
}

bool Parser::expected(const QString &what)
{
    return fail(m_position, Goal::tr("Expected %1, found %2.").arg(what, found()));
}

bool Parser::expectedWord(const QString &what, const QString &word, const QStringList &known,
                          const Words &others)
{
    auto meant = others.value(word);
    if (!meant.isEmpty() && !known.contains(meant))
        meant.clear();
    if (meant.isEmpty() && word.size() >= ShortestSlip && word.size() <= LongestWord)
        meant = nearestName(word, known);
    if (meant.isEmpty())
        return expected(what);
    return fail(m_position, Goal::tr("Expected %1, found “%2”; did you mean “%3”?").arg(what, word, meant));
}

} // namespace

std::variant<Goal, GoalProblem> parseGoal(const QString &text)
{
    return Parser(text).parse();
}

QList<Goal> parseGoals(const QStringList &texts)
{
    QList<Goal> goals;
    for (const auto &text : texts) {
        const auto result = parseGoal(text);
        if (const auto *goal = std::get_if<Goal>(&result))
            goals += *goal;
    }
    return goals;
}

} // namespace Molotov
