// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/htmltables.h"

#include "core/control/report/htmlwriter.h"
#include "core/control/results/runrecord.h"
#include "core/control/words/exchangetext.h"
#include "core/control/words/format.h"
#include "core/control/words/limitwords.h"
#include "core/control/words/markerwords.h"
#include "core/control/words/runwords.h"
#include "core/model/errorgrouping.h"
#include "core/model/profilekeys.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <numeric>

namespace Molotov {

namespace {

// A report is read; who wants all of them has the result and the other formats.
constexpr int MaxErrors = 200;
constexpr int LongestMessage = 2'000;
constexpr int MaxExchanges = 5; // of a group of errors
constexpr qsizetype MostSampleText = 1'000'000; // characters, of all of them
// So many columns look lost in the full width; so many need small letters on paper; and a table of so few
// rows is printed on one page.
constexpr qsizetype FewColumns = 5;
constexpr qsizetype ManyColumns = 10;
constexpr qsizetype FewRows = 14;
constexpr int LongestSource = 200'000;

const QString Milliseconds = QStringLiteral(" ms");

QString toString(HelperEnd end)
{
    switch (end) {
    case HelperEnd::Finished:
        return HtmlTables::tr("finished");
    case HelperEnd::Crashed:
        return HtmlTables::tr("crashed");
    case HelperEnd::Killed:
        return HtmlTables::tr("killed");
    case HelperEnd::Running:
    case HelperEnd::Lost:
        return HtmlTables::tr("lost");
    }
    Q_UNREACHABLE();
}

QString settingText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? HtmlTables::tr("yes") : HtmlTables::tr("no");
    if (value.isDouble())
        return Format::number(value.toDouble());
    if (!value.isArray())
        return value.toString();
    QStringList lines;
    for (const auto &line : value.toArray())
        lines += line.toString();
    return lines.join(QLatin1Char('\n'));
}

} // namespace

/// What stands in a table: the first of a row is its header.
struct HtmlTables::Cell
{
    QString text;
    const char *style = "n"; // a class; "n" is a number, and nothing is text

    static Cell words(const QString &text) { return {text, ""}; }
    static Cell name(const QString &text) { return {text, "name"}; }
    static Cell count(qint64 count) { return {Format::count(count), count == 0 ? "n zero" : "n"}; }
    // That should be 0.
    static Cell defects(qint64 count) { return {Format::count(count), count == 0 ? "n zero" : "n bad"}; }
    static Cell number(double number) { return {Format::number(number)}; }
    static Cell latency(std::chrono::microseconds time) { return {Format::milliseconds(time)}; }
};

void HtmlTables::beginSection(const QString &title, const QString &id)
{
    m_html.begin("section", {{"aria-labelledby", id}});
    m_html.element("h2", title, {{"id", id}});
}

void HtmlTables::writeTable(const QString &id, const QStringList &titles, const QList<Row> &rows)
{
    // Wider than the window, it is scrolled, which must be possible with the keyboard too.
    QString style = QStringLiteral("scroll");
    if (titles.size() <= FewColumns)
        style += QStringLiteral(" few");
    else if (titles.size() >= ManyColumns)
        style += QStringLiteral(" many");
    if (rows.size() <= FewRows)
        style += QStringLiteral(" short");
    m_html.begin("div", {{"class", style},
                         {"role", QStringLiteral("region")},
                         {"aria-labelledby", id},
                         {"tabindex", QStringLiteral("0")}});
    m_html.begin("table");
    m_html.begin("thead");
    m_html.begin("tr");
    for (qsizetype i = 0; i < titles.size(); ++i) {
        const bool isNumber =
            !rows.isEmpty() && rows.first().at(i).style[0] == 'n' && rows.first().at(i).style[1] != 'a';
        m_html.element("th", titles.at(i),
                       {{"scope", QStringLiteral("col")},
                        {"class", isNumber ? QStringLiteral("n") : QStringLiteral("t")}});
    }
    m_html.end();
    m_html.end();
    m_html.begin("tbody");
    for (const auto &row : rows) {
        m_html.begin("tr");
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i == 0)
                m_html.element("th", row.at(i).text,
                               {{"scope", QStringLiteral("row")}, {"class", QLatin1String(row.at(i).style)}});
            else
                m_html.element("td", row.at(i).text, {{"class", QLatin1String(row.at(i).style)}});
        }
        m_html.end();
    }
    m_html.end();
    m_html.end();
    m_html.end();
}

void HtmlTables::writeGoals(const QList<GoalStatus> &goals)
{
    if (goals.isEmpty())
        return;
    QList<Row> rows;
    for (const auto &goal : goals) {
        rows += {Cell::name(goal.goal.toString()),
                 {goal.measured ? goal.goal.textOf(*goal.measured) : QStringLiteral("–")},
                 {RunWords::goalState(goal.state),
                  goal.state == GoalStatus::State::Holds ? "state good" : "state bad"}};
    }
    beginSection(tr("Goals"), QStringLiteral("goals"));
    writeTable(QStringLiteral("goals"), {tr("Goal"), tr("Measured"), tr("Verdict")}, rows);
    m_html.end();
}

void HtmlTables::writeLimit(const LimitResult &limit)
{
    if (limit.steps.isEmpty())
        return;
    QList<Row> rows;
    for (const auto &step : limit.curve()) {
        rows += {Cell::name(LimitWords::load(limit, step.load)),
                 {Format::rate(step.requestRate), "n"},
                 Cell::latency(step.p95),
                 Cell::count(step.iterations),
                 Cell::defects(step.failed),
                 Cell::words(LimitWords::evidence(limit, step)),
                 {LimitWords::outcome(step), step.holds() ? "state good" : "state bad"}};
    }
    beginSection(tr("Loads that were tried"), QStringLiteral("loads"));
    writeTable(QStringLiteral("loads"),
               {tr("Load"), tr("Requests/s"), QStringLiteral("p95") + Milliseconds, tr("Iterations"),
                tr("Failed"), tr("Measured"), tr("Limit")},
               rows);
    m_html.end();
}

void HtmlTables::writeMarkers(const RunOutcome &outcome)
{
    if (outcome.markers.isEmpty())
        return;
    const auto model = outcome.profile.loadPlan().model;
    QList<Row> rows;
    for (const auto &marker : outcome.markers)
        rows += {Cell::name(Format::duration(marker.at)), Cell::words(MarkerWords::text(marker, model))};
    beginSection(tr("Markers"), QStringLiteral("markers"));
    writeTable(QStringLiteral("markers"), {tr("Time"), tr("What")}, rows);
    m_html.end();
}

HtmlTables::Row HtmlTables::latencyCells(const LatencySummary &latency)
{
    if (latency.count == 0)
        return Row(4, {QStringLiteral("–"), "n zero"});
    return {Cell::latency(latency.p50), Cell::latency(latency.p95), Cell::latency(latency.p99),
            Cell::latency(latency.max)};
}

HtmlTables::Row HtmlTables::endpointRow(const EndpointMetrics &endpoint, std::chrono::microseconds loadTime)
{
    const auto responses = [&](StatusClass which) { return responsesOf(endpoint, which); };
    Row row{Cell::name(endpoint.method + QLatin1Char(' ') + endpoint.name),
            Cell::count(endpoint.count),
            Cell::count(responses(StatusClass::Success)),
            Cell::count(responses(StatusClass::Redirection)),
            Cell::defects(responses(StatusClass::ClientError)),
            Cell::defects(responses(StatusClass::ServerError)),
            Cell::defects(endpoint.failed),
            {Format::share(endpoint.failed, endpoint.count - endpoint.aborted),
             endpoint.failed == 0 ? "n zero" : "n bad"},
            {Format::rate(ratePerSecond(double(endpoint.count), loadTime))}};
    const auto waited = endpoint.responseTime.count > 0 ? Cell::latency(endpoint.responseTime.p95)
                                                        : Cell{QStringLiteral("–"), "n zero"};
    return row + latencyCells(endpoint.latency) + Row{waited};
}

void HtmlTables::writeEndpoints(const Snapshot &measured)
{
    if (measured.endpoints.isEmpty())
        return;
    QList<Row> rows;
    for (const auto &endpoint : measured.endpoints)
        rows += endpointRow(endpoint, measured.loadTime);
    beginSection(tr("Endpoints"), QStringLiteral("endpoints"));
    writeTable(QStringLiteral("endpoints"),
               {tr("Endpoint"), tr("Requests"), QStringLiteral("2xx"), QStringLiteral("3xx"),
                QStringLiteral("4xx"), QStringLiteral("5xx"), tr("none"), tr("failed"), tr("per s"),
                QStringLiteral("p50") + Milliseconds, QStringLiteral("p95") + Milliseconds,
                QStringLiteral("p99") + Milliseconds, QStringLiteral("max") + Milliseconds,
                tr("p95 with waiting") + Milliseconds},
               rows);
    m_html.element("p",
                   tr("“none” got no whole response; “failed” is their share. Latency runs from the sending; "
                      "with waiting, from the moment that a request was meant to go out. %1 in, %2 out.")
                       .arg(Format::bytes(measured.bytesIn), Format::bytes(measured.bytesOut)),
                   {{"class", QStringLiteral("hint")}});
    m_html.end();
}

void HtmlTables::writeIterations(const Snapshot &measured)
{
    writeScenarios(measured.scenarios);
    writeSteps(measured.steps);
    writeChecks(measured.checks);
    writeMetrics(measured);
}

void HtmlTables::writeScenarios(const QList<ScenarioMetrics> &scenarios)
{
    if (scenarios.isEmpty())
        return;
    QList<Row> rows;
    for (const auto &scenario : scenarios) {
        rows += Row{Cell::name(scenario.name), Cell::count(scenario.ok), Cell::defects(scenario.failed),
                    Cell::count(scenario.aborted)}
                + latencyCells(scenario.duration);
    }
    beginSection(tr("Scenarios"), QStringLiteral("scenarios"));
    writeTable(QStringLiteral("scenarios"),
               {tr("Scenario"), tr("ok"), tr("failed"), tr("aborted"), QStringLiteral("p50") + Milliseconds,
                QStringLiteral("p95") + Milliseconds, QStringLiteral("p99") + Milliseconds,
                QStringLiteral("max") + Milliseconds},
               rows);
    m_html.end();
}

void HtmlTables::writeSteps(const QList<StepMetrics> &steps)
{
    if (steps.isEmpty())
        return;
    QList<Row> rows;
    for (const auto &step : steps) {
        rows += Row{Cell::name(step.name), Cell::count(step.ok), Cell::defects(step.failed),
                    Cell::count(step.aborted), Cell::count(step.requests)}
                + latencyCells(step.duration);
    }
    beginSection(tr("Steps"), QStringLiteral("steps"));
    writeTable(QStringLiteral("steps"),
               {tr("Step"), tr("ok"), tr("failed"), tr("aborted"), tr("requests"),
                QStringLiteral("p50") + Milliseconds, QStringLiteral("p95") + Milliseconds,
                QStringLiteral("p99") + Milliseconds, QStringLiteral("max") + Milliseconds},
               rows);
    m_html.end();
}

void HtmlTables::writeChecks(const QList<CheckMetrics> &checks)
{
    if (checks.isEmpty())
        return;
    QList<Row> rows;
    for (const auto &check : checks) {
        rows += {Cell::name(check.name),
                 Cell::count(check.passed),
                 Cell::defects(check.failed),
                 {Format::share(check.passed, check.passed + check.failed)}};
    }
    beginSection(tr("Checks"), QStringLiteral("checks"));
    writeTable(QStringLiteral("checks"), {tr("Check"), tr("passed"), tr("failed"), tr("share passed")}, rows);
    m_html.end();
}

void HtmlTables::writeMetrics(const Snapshot &measured)
{
    QList<Row> rows;
    const Cell none{QStringLiteral("–"), "n zero"};
    for (const auto &counter : measured.counters) {
        rows += {Cell::name(counter.name),
                 Cell::words(tr("counter")),
                 Cell::number(counter.total),
                 none,
                 none,
                 none,
                 none};
    }
    for (const auto &trend : measured.trends) {
        rows += {Cell::name(trend.name),  Cell::words(tr("trend")), Cell::count(trend.count),
                 Cell::number(trend.min), Cell::number(trend.p50),  Cell::number(trend.p95),
                 Cell::number(trend.max)};
    }
    for (const auto &gauge : measured.gauges) {
        rows += {Cell::name(gauge.name),
                 Cell::words(tr("gauge")),
                 Cell::number(gauge.last),
                 Cell::number(gauge.min),
                 none,
                 none,
                 Cell::number(gauge.max)};
    }
    if (rows.isEmpty())
        return;
    beginSection(tr("Metrics of the scenario"), QStringLiteral("metrics"));
    writeTable(QStringLiteral("metrics"),
               {tr("Metric"), tr("Kind"), tr("total, count or last"), QStringLiteral("min"),
                QStringLiteral("p50"), QStringLiteral("p95"), QStringLiteral("max")},
               rows);
    m_html.end();
}

void HtmlTables::writeErrors(const QList<ErrorGroup> &errors, const QList<RunSample> &samples)
{
    QHash<qsizetype, QList<RunSample>> samplesOf; // by group
    for (const auto &sample : samples)
        samplesOf[sample.group].append(sample);
    beginSection(tr("Errors"), QStringLiteral("errors"));
    if (errors.isEmpty())
        m_html.element("p", tr("None."), {{"class", QStringLiteral("hint")}});
    QList<qsizetype> sorted(errors.size());
    std::iota(sorted.begin(), sorted.end(), 0);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&errors](auto a, auto b) { return errors.at(a).count > errors.at(b).count; });
    for (const auto number : sorted.mid(0, MaxErrors)) {
        m_html.begin("article");
        writeError(errors.at(number));
        writeSamples(samplesOf.value(number));
        m_html.end();
    }
    if (sorted.size() > MaxErrors)
        m_html.element("p",
                       tr("%1 more kinds of errors, each as rare or rarer, are not in this report.")
                           .arg(Format::count(sorted.size() - MaxErrors)),
                       {{"class", QStringLiteral("hint")}});
    m_html.end();
}

void HtmlTables::writeError(const ErrorGroup &group)
{
    const auto &error = group.error;
    m_html.begin("h3");
    m_html.element("span", tr("%1×").arg(Format::count(group.count)), {{"class", QStringLiteral("times")}});
    m_html.text(QStringLiteral(" "));
    m_html.element("span", Format::bounded(RunWords::message(group), LongestMessage),
                   {{"class", QStringLiteral("message")}});
    m_html.end();
    const auto kind = Molotov::toString(error.kind);
    QStringList facts{group.isExample ? tr("%1, for example").arg(kind) : kind};
    if (const auto place = placeOf(error); place.isValid())
        facts += tr("at %1").arg(QDir::toNativeSeparators(place.toString()));
    if (!error.endpoint.isEmpty())
        facts += error.endpoint;
    if (!error.step.isEmpty())
        facts += tr("in step “%1”").arg(error.step);
    facts += tr("from %1 to %2").arg(Format::seconds(group.first), Format::seconds(group.last));
    m_html.element("p", facts.join(QStringLiteral(" · ")), {{"class", QStringLiteral("hint")}});
    QStringList stack;
    for (const auto &frame : error.stack) {
        const auto function = frame.function.isEmpty() ? tr("(no name)") : frame.function;
        stack += tr("at %1 (%2)").arg(function, QDir::toNativeSeparators(frame.place.toString()));
    }
    if (stack.size() > 1 || (!stack.isEmpty() && !error.stack.first().function.isEmpty()))
        m_html.element("pre", stack.join(QLatin1Char('\n')),
                       {{"class", QStringLiteral("stack")},
                        {"tabindex", QStringLiteral("0")},
                        {"aria-label", tr("Stack")}});
}

// The last exchanges of the first samples: what a sample ends with is what it failed of.
void HtmlTables::writeSamples(const QList<RunSample> &samples)
{
    struct Shown
    {
        QString title;
        QString text;
    };
    QList<Shown> all;
    for (const auto &sample : samples) {
        if (all.size() >= MaxExchanges || m_sampleText >= MostSampleText || sample.sample.exchanges.isEmpty())
            continue;
        all.append({ExchangeText::line(sample),
                    ExchangeText::whole(sample.sample.exchanges.last(), ExchangeText::Report)});
        m_sampleText += all.last().text.size();
    }
    if (all.isEmpty())
        return;
    m_html.begin("details");
    m_html.element("summary", Format::counted(all.size(), tr("example"), tr("examples")));
    for (const auto &shown : all) {
        m_html.element("p", shown.title, {{"class", QStringLiteral("hint")}});
        m_html.element("pre", shown.text,
                       {{"class", QStringLiteral("exchange")},
                        {"tabindex", QStringLiteral("0")},
                        {"aria-label", tr("Request and response")}});
    }
    m_html.end();
}

void HtmlTables::writeSettings(const Profile &profile, quint64 seed)
{
    const auto test = newTest(profile, QFileInfo(profile.scenarioFile).dir());
    QList<Row> rows;
    for (auto it = test.begin(); it != test.end(); ++it) {
        if (const auto text = settingText(it.value()); !text.isEmpty())
            rows += {Cell::name(it.key()), {text, "value"}};
    }
    for (auto it = profile.environment.begin(); it != profile.environment.end(); ++it)
        rows += {Cell::name(QStringLiteral("env.") + it.key()),
                 {it.value() ? *it.value() : tr("as the system has it"), "value"}};
    if (seed != 0)
        rows += {Cell::name(tr("seed")), {QString::number(seed), "value"}};
    beginSection(tr("Settings"), QStringLiteral("settings"));
    writeTable(QStringLiteral("settings"), {tr("Key"), tr("Value")}, rows);
    m_html.end();
}

void HtmlTables::writeMachine(const RunRecord &record)
{
    QStringList facts;
    const auto add = [&facts](const QString &text, const QString &value) {
        if (!value.isEmpty())
            facts += text.arg(value);
    };
    add(QStringLiteral("%1"), record.host);
    add(QStringLiteral("%1"), record.system);
    add(QStringLiteral("%1"), record.processor);
    if (record.cores > 0)
        facts += Format::counted(record.cores, tr("core"), tr("cores"));
    add(QStringLiteral("Molotov %1"), record.version);
    add(QStringLiteral("Qt %1"), record.qtVersion);
    const auto &helpers = record.outcome.last.helpers;
    if (facts.isEmpty() && helpers.isEmpty())
        return;
    beginSection(tr("Computer and processes"), QStringLiteral("machine"));
    if (!facts.isEmpty())
        m_html.element("p", facts.join(QStringLiteral(" · ")));
    QList<Row> rows;
    for (const auto &helper : helpers) {
        rows += {Cell::words(tr("Process %1").arg(helper.index + 1)),
                 Cell::count(helper.requests),
                 Cell::latency(helper.loopLag.p99),
                 Cell::latency(helper.loopLag.max),
                 {toString(helper.end), helper.end == HelperEnd::Finished ? "state good" : "state bad"}};
    }
    if (!rows.isEmpty())
        writeTable(
            QStringLiteral("machine"),
            {tr("Process"), tr("Requests"), tr("late itself, p99 ms"), tr("late itself, max ms"), tr("End")},
            rows);
    m_html.end();
}

void HtmlTables::writeSources(const RunRecord &record)
{
    if (record.sources.isEmpty())
        return;
    beginSection(tr("Scenario files"), QStringLiteral("sources"));
    for (const auto &source : record.sources) {
        m_html.element("h3", QDir::toNativeSeparators(source.path), {{"class", QStringLiteral("path")}});
        m_html.element("pre", Format::bounded(source.content, LongestSource),
                       {{"class", QStringLiteral("source")},
                        {"tabindex", QStringLiteral("0")},
                        {"aria-label", QFileInfo(source.path).fileName()}});
    }
    m_html.end();
}

} // namespace Molotov
