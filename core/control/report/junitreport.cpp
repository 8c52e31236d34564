// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/junitreport.h"

#include "core/control/report/xmltext.h"
#include "core/control/words/exchangetext.h"
#include "core/control/words/format.h"
#include "core/control/words/runwords.h"
#include "core/model/errorgrouping.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QXmlStreamWriter>

#include <algorithm>

namespace Molotov {

namespace {

constexpr qsizetype MaxErrors = 50;
constexpr int LongestMessage = 2'000;
constexpr int MaxSamples = 5; // of a test case
constexpr qsizetype MostSampleText = 200'000; // characters, of all of them

/// How a test case came out. Each text is one that build servers show.
struct Case
{
    enum class Result { Passed, Failed, Error, Skipped };

    QString name;
    Result result = Result::Passed;
    QString message{}; ///< of a result that is not Passed
    QString output{}; ///< what else there is to say
    std::chrono::duration<double> time{0};
};

struct Suite
{
    QString name;
    QList<Case> cases;

    qsizetype count(Case::Result result) const
    {
        return std::count_if(cases.begin(), cases.end(),
                             [result](const Case &one) { return one.result == result; });
    }
};

/// Makes the suites of a run, and writes them.
class JunitReport
{
    Q_DECLARE_TR_FUNCTIONS(JunitReport)

public:
    JunitReport(const RunRecord &record, QByteArray *out)
        : m_record(record)
        , m_outcome(record.outcome)
        , m_xml(out)
    {
        m_xml.setAutoFormatting(true);
        m_xml.setAutoFormattingIndent(2);
    }

    void write()
    {
        QList<Suite> suites{{.name = QStringLiteral("run"), .cases = {run()}},
                            {.name = QStringLiteral("goals"), .cases = goals()},
                            {.name = QStringLiteral("checks"), .cases = checks()},
                            {.name = QStringLiteral("scenarios"), .cases = scenarios()}};
        suites.removeIf([](const Suite &suite) { return suite.cases.isEmpty(); });
        m_xml.writeStartDocument();
        m_xml.writeStartElement(QStringLiteral("testsuites"));
        attribute("name", name());
        writeCounts(suites);
        attribute("time", seconds(m_outcome.last.elapsed));
        for (const auto &suite : suites)
            write(suite);
        m_xml.writeEndElement();
        m_xml.writeEndDocument();
    }

private:
    QString name() const
    {
        const auto &profile = m_record.info.profile;
        return profile.test.isEmpty() ? QFileInfo(profile.scenarioFile).fileName() : profile.test;
    }

    static QString seconds(std::chrono::duration<double> time)
    {
        return QString::number(time.count(), 'f', 3);
    }
    static std::chrono::duration<double> meanOf(const LatencySummary &latency)
    {
        return std::chrono::duration<double, std::micro>(latency.mean);
    }

    void attribute(const char *name, const QString &value)
    {
        m_xml.writeAttribute(QLatin1String(name), xmlText(value));
    }

    Case run()
    {
        Case run{.name = tr("the run comes to its end"), .time = m_outcome.last.elapsed};
        run.output = errors();
        addSamples(run, -1);
        if (m_outcome.end == RunOutcome::End::Failed) {
            run.result = Case::Result::Error;
            run.message = RunWords::reason(m_outcome);
        } else if (m_outcome.hasTooManyFailures()) {
            run.result = Case::Result::Failed;
            run.message = RunWords::tooManyFailures(m_outcome);
        } else if (m_outcome.lostHelpers() > 0) {
            run.result = Case::Result::Error;
            run.message = RunWords::lostHelpers(m_outcome);
        } else if (m_outcome.end == RunOutcome::End::Stopped) {
            run.result = Case::Result::Skipped;
            const auto reason = RunWords::reason(m_outcome);
            run.message = reason.isEmpty() ? tr("The run was stopped before its end.") : reason;
        }
        return run;
    }

    QString errors() const
    {
        QStringList lines;
        const auto &groups = m_outcome.last.errors;
        for (const auto &group : groups.mid(0, MaxErrors)) {
            const auto &error = group.error;
            lines += QStringLiteral("%1× %2: %3")
                         .arg(Format::count(group.count), toString(error.kind),
                              Format::bounded(RunWords::message(group), LongestMessage));
            if (!error.endpoint.isEmpty())
                lines += QStringLiteral("    ") + error.endpoint;
            if (!error.step.isEmpty())
                lines += QStringLiteral("    ") + tr("in step “%1”").arg(error.step);
            for (const auto &frame : error.stack)
                lines += QStringLiteral("    ")
                         + tr("at %1").arg(
                             QString(frame.function + QLatin1Char(' ') + frame.place.toString()).trimmed());
        }
        if (groups.size() > MaxErrors)
            lines += tr("%1 more kinds of errors").arg(Format::count(groups.size() - MaxErrors));
        return lines.join(QLatin1Char('\n'));
    }

    QList<Case> goals() const
    {
        QList<Case> cases;
        for (const auto &goal : m_outcome.last.goals) {
            Case one{.name = goal.goal.toString()};
            if (goal.state != GoalStatus::State::Holds) {
                one.result = Case::Result::Failed;
                one.message = RunWords::missedGoal(goal);
            } else if (goal.measured) {
                one.output = tr("It was %1.").arg(goal.goal.textOf(*goal.measured));
            }
            cases += one;
        }
        return cases;
    }

    // Of a case that has failures.
    void judge(Case &one, const QString &message) const
    {
        if (m_outcome.last.goals.isEmpty()) {
            one.result = Case::Result::Failed;
            one.message = message;
        } else {
            one.output = message;
        }
    }

    QList<Case> checks() const
    {
        QList<Case> cases;
        for (const auto &check : m_outcome.last.checks) {
            Case one{.name = check.name};
            if (check.failed > 0)
                judge(one, tr("%1 of %2 failed (%3).")
                               .arg(Format::count(check.failed), Format::count(check.passed + check.failed),
                                    Format::share(check.failed, check.passed + check.failed)));
            cases += one;
        }
        return cases;
    }

    // What iterations of a scenario failed of; -1: of none.
    void addSamples(Case &one, int scenario)
    {
        int count = 0;
        for (const auto &sample : m_record.samples) {
            const auto &exchanges = sample.sample.exchanges;
            if (sample.sample.scenario != scenario || exchanges.isEmpty() || count >= MaxSamples
                || m_sampleText >= MostSampleText)
                continue;
            ++count;
            const auto text = ExchangeText::line(sample) + QLatin1Char('\n')
                              + ExchangeText::whole(exchanges.last(), ExchangeText::Report);
            m_sampleText += text.size();
            one.output += (one.output.isEmpty() ? QString() : QStringLiteral("\n")) + text;
        }
    }

    QList<Case> scenarios()
    {
        QList<Case> cases;
        for (const auto &scenario : m_outcome.last.scenarios) {
            const auto count = scenario.ok + scenario.failed;
            Case one{.name = scenario.name, .time = meanOf(scenario.duration)};
            if (scenario.failed > 0) {
                judge(one, tr("%1 of %2 failed (%3).")
                               .arg(Format::count(scenario.failed), RunWords::iterations(count),
                                    Format::share(scenario.failed, count)));
            } else if (count == 0) {
                one.result = Case::Result::Skipped;
                one.message = tr("No iteration came to its end.");
            }
            addSamples(one, int(cases.size()));
            cases += one;
        }
        return cases;
    }

    void writeCounts(const QList<Suite> &suites)
    {
        const auto sum = [&suites](auto countOf) {
            qsizetype count = 0;
            for (const auto &suite : suites)
                count += countOf(suite);
            return QString::number(count);
        };
        attribute("tests", sum([](const Suite &suite) { return suite.cases.size(); }));
        attribute("failures", sum([](const Suite &suite) { return suite.count(Case::Result::Failed); }));
        attribute("errors", sum([](const Suite &suite) { return suite.count(Case::Result::Error); }));
        attribute("skipped", sum([](const Suite &suite) { return suite.count(Case::Result::Skipped); }));
    }

    void write(const Suite &suite)
    {
        m_xml.writeStartElement(QStringLiteral("testsuite"));
        attribute("name", suite.name);
        writeCounts({suite});
        attribute("time", seconds(m_outcome.last.elapsed));
        if (m_record.info.startedAt.isValid())
            attribute("timestamp",
                      m_record.info.startedAt.toUTC().toString(QStringLiteral("yyyy-MM-ddThh:mm:ss")));
        for (const auto &one : suite.cases)
            write(one, name() + QLatin1Char('.') + suite.name);
        m_xml.writeEndElement();
    }

    void write(const Case &one, const QString &className)
    {
        m_xml.writeStartElement(QStringLiteral("testcase"));
        attribute("classname", className);
        attribute("name", Format::oneLine(one.name));
        attribute("time", seconds(one.time));
        if (one.result != Case::Result::Passed) {
            m_xml.writeStartElement(one.result == Case::Result::Failed  ? QStringLiteral("failure")
                                    : one.result == Case::Result::Error ? QStringLiteral("error")
                                                                        : QStringLiteral("skipped"));
            attribute("message", one.message);
            m_xml.writeCharacters(xmlText(one.message)); // Jenkins shows the attribute, GitLab the text
            m_xml.writeEndElement();
        }
        if (!one.output.isEmpty())
            m_xml.writeTextElement(QStringLiteral("system-out"), xmlText(one.output));
        m_xml.writeEndElement();
    }

    const RunRecord &m_record;
    const RunOutcome &m_outcome;
    QXmlStreamWriter m_xml;
    qsizetype m_sampleText = 0; // characters of samples in all cases
};

} // namespace

QByteArray junitReport(const RunRecord &record)
{
    QByteArray document;
    JunitReport(record, &document).write();
    return document;
}

} // namespace Molotov
