// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/htmlreport.h"

#include "core/control/report/htmltables.h"
#include "core/control/report/htmlwriter.h"
#include "core/control/report/kneecharts.h"
#include "core/control/report/reportcharts.h"
#include "core/control/report/reportverdict.h"
#include "core/control/results/secrets.h"
#include "core/control/words/format.h"
#include "core/control/words/limitwords.h"
#include "core/control/words/runwords.h"
#include "core/control/words/timetext.h"
#include "core/control/words/trustwords.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace Molotov {

namespace {

/// Writes the document from top to bottom.
class HtmlReport
{
    Q_DECLARE_TR_FUNCTIONS(HtmlReport)

public:
    HtmlReport(const RunRecord &record, QByteArray *out)
        : m_record(record)
        , m_profile(Secrets::masked(record.info.profile))
        , m_measured(record.outcome.last)
        , m_html(out)
        , m_tables(m_html)
    {
    }

    void write()
    {
        m_html.beginDocument();
        m_html.begin("html", {{"lang", QStringLiteral("en")}});
        writeHead();
        m_html.begin("body");
        writeTitle();
        m_html.begin("main");
        writeVerdict();
        if (m_measured.elapsed.count() > 0) // else it did not begin
            writeMeasured();
        m_tables.writeSettings(m_profile, m_record.info.seed);
        m_tables.writeMachine(m_record);
        m_tables.writeSources(m_record);
        m_html.end();
        m_html.end();
        m_html.end();
    }

private:
    void writeMeasured()
    {
        writeFigures();
        writeTrust();
        if (m_measured.limit)
            writeLimit(*m_measured.limit);
        m_tables.writeGoals(m_measured.goals);
        writeCharts();
        m_tables.writeMarkers(m_record.outcome);
        m_tables.writeEndpoints(m_measured);
        m_tables.writeIterations(m_measured);
        m_tables.writeErrors(m_measured.errors, m_record.samples);
    }

    QString name() const
    {
        if (!m_record.entry.title.isEmpty())
            return m_record.entry.title;
        return m_profile.test.isEmpty() ? QFileInfo(m_profile.scenarioFile).fileName() : m_profile.test;
    }

    // The style sheet is all that the document may use: the policy names it by its hash.
    void writeHead()
    {
        QFile file(QStringLiteral(":/molotov/report/report.css"));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isOpen);
        const auto style = QString::fromUtf8(file.readAll());
        const auto hash = QCryptographicHash::hash(style.toUtf8(), QCryptographicHash::Sha256).toBase64();
        m_html.begin("head");
        m_html.empty("meta", {{"charset", QStringLiteral("utf-8")}});
        m_html.empty(
            "meta", {{"http-equiv", QStringLiteral("Content-Security-Policy")},
                     {"content", QStringLiteral("default-src 'none'; style-src 'sha256-%1'; base-uri 'none'; "
                                                "form-action 'none'")
                                     .arg(QLatin1String(hash))}});
        m_html.empty("meta", {{"name", QStringLiteral("viewport")},
                              {"content", QStringLiteral("width=device-width, initial-scale=1")}});
        m_html.empty("meta",
                     {{"name", QStringLiteral("color-scheme")}, {"content", QStringLiteral("light dark")}});
        m_html.element("title", Format::oneLine(tr("%1 – load test of %2").arg(name(), startedAt())));
        m_html.element("style", style);
        m_html.end();
    }

    // In UTC: the report travels.
    QString startedAt() const
    {
        return m_record.info.startedAt.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"))
               + QStringLiteral(" UTC");
    }

    void writeTitle()
    {
        m_html.begin("header");
        m_html.element("p", tr("Load test report"), {{"class", QStringLiteral("kind")}});
        m_html.element("h1", name());
        QStringList facts;
        if (!m_profile.scenarioFile.isEmpty())
            facts += QFileInfo(m_profile.scenarioFile).fileName();
        if (m_record.info.startedAt.isValid())
            facts += startedAt();
        facts += RunWords::load(m_profile);
        if (m_measured.elapsed >= std::chrono::minutes(1))
            facts += Format::duration(m_measured.elapsed);
        else if (m_measured.elapsed.count() > 0)
            facts += Format::seconds(m_measured.elapsed);
        if (!m_profile.baseUrl.isEmpty())
            facts += tr("against %1").arg(m_profile.baseUrl);
        m_html.element("p", facts.join(QStringLiteral(" · ")), {{"class", QStringLiteral("facts")}});
        if (!m_record.entry.note.isEmpty())
            m_html.element("p", m_record.entry.note, {{"class", QStringLiteral("note")}});
        m_html.end();
    }

    void writeVerdict()
    {
        const ReportVerdict verdict(m_record.outcome);
        m_html.begin("section", {{"class", QStringLiteral("verdict ") + toneClass(verdict.tone)},
                                 {"aria-labelledby", QStringLiteral("verdict")}});
        m_html.element("h2", verdict.title, {{"id", QStringLiteral("verdict")}});
        for (const auto &reason : verdict.reasons)
            m_html.element("p", reason);
        if (m_measured.elapsed.count() > 0)
            m_html.element("p", RunWords::verdict(m_measured));
        for (const auto &note : verdict.notes)
            m_html.element("p", note, {{"class", QStringLiteral("caution")}});
        m_html.end();
    }

    static QString toneClass(ReportVerdict::Tone tone)
    {
        switch (tone) {
        case ReportVerdict::Tone::Good:
            return QStringLiteral("good");
        case ReportVerdict::Tone::Doubtful:
            return QStringLiteral("doubtful");
        case ReportVerdict::Tone::Bad:
            return QStringLiteral("bad");
        case ReportVerdict::Tone::None:
            return QStringLiteral("unknown");
        }
        Q_UNREACHABLE();
    }

    void writeFigures()
    {
        const ReportFailures failures(m_measured);
        const auto latency = [this](std::chrono::microseconds time) {
            return m_measured.latency.count > 0 ? Format::latency(time) : QStringLiteral("–");
        };
        m_html.begin("dl", {{"class", QStringLiteral("figures")}});
        writeFigure(tr("Requests per second"),
                    Format::rate(ratePerSecond(double(m_measured.requests), m_measured.loadTime)),
                    tr("%1 in all").arg(Format::count(m_measured.requests)));
        writeFigure(tr("Latency p50"), latency(m_measured.latency.p50), tr("half are faster"));
        writeFigure(tr("Latency p95"), latency(m_measured.latency.p95), tr("19 of 20 are faster"));
        writeFigure(tr("Latency p99"), latency(m_measured.latency.p99),
                    tr("max %1").arg(latency(m_measured.latency.max)));
        const auto tone = [](qint64 failed, qint64 all) {
            return toneClass(ReportVerdict::toneOf(failed, all));
        };
        writeFigure(tr("Failed requests"), Format::share(failures.failedRequests(), failures.requests),
                    tr("%1 no response, %2 5xx")
                        .arg(Format::count(failures.withoutResponse), Format::count(failures.serverErrors)),
                    tone(failures.failedRequests(), failures.requests));
        writeFigure(
            tr("Failed iterations"), Format::share(failures.failedIterations, failures.iterations),
            tr("%1 of %2").arg(Format::count(failures.failedIterations), Format::count(failures.iterations)),
            tone(failures.failedIterations, failures.iterations));
        m_html.end();
        if (const auto &load = m_record.outcome.load)
            m_html.element("p", loadLine(*load), {{"class", QStringLiteral("hint")}});
    }

    static QString loadLine(const LoadPhase &load)
    {
        const auto &totals = load.totals;
        QStringList parts{
            Format::counted(totals.requests, tr("request"), tr("requests")),
            tr("%1 per second").arg(Format::rate(ratePerSecond(double(totals.requests), totals.loadTime))),
            tr("%1 failed iterations").arg(Format::count(totals.iterationsFailed))};
        if (totals.latency.count > 0) {
            for (const auto &[name, time] : {std::pair("p50", totals.latency.p50),
                                             {"p95", totals.latency.p95},
                                             {"p99", totals.latency.p99}})
                parts += QLatin1String(name) + QLatin1Char(' ') + Format::latency(time);
        }
        return tr("In the load alone (%1, without ramp-up and stopping): %2.")
            .arg(RunWords::timeOf(load), parts.join(QStringLiteral(", ")));
    }

    void writeFigure(const QString &name, const QString &value, const QString &more, const QString &tone = {})
    {
        m_html.begin("div", {{"class", tone}});
        m_html.element("dt", name);
        m_html.element("dd", value);
        m_html.element("dd", more, {{"class", QStringLiteral("more")}});
        m_html.end();
    }

    void writeTrust()
    {
        if (!m_measured.trust)
            return;
        const auto &trust = *m_measured.trust;
        m_html.begin("section", {{"aria-labelledby", QStringLiteral("trust")}});
        m_html.element("h2", TrustWords::line(trust), {{"id", QStringLiteral("trust")}});
        for (const auto &reason : TrustWords::reasons(trust))
            m_html.element("p", reason);
        if (const auto more = TrustWords::others(trust); !more.isEmpty())
            m_html.element("p", tr("Behind that: %1").arg(more.join(QLatin1Char(' '))),
                           {{"class", QStringLiteral("hint")}});
        m_html.end();
    }

    void writeLimit(const LimitResult &limit)
    {
        m_html.begin("section", {{"aria-labelledby", QStringLiteral("limit")}});
        m_html.element("h2", tr("Limit"), {{"id", QStringLiteral("limit")}});
        m_html.element("p", LimitWords::verdict(limit));
        m_html.element("p", tr("Searched for: %1").arg(limit.goal.toString()),
                       {{"class", QStringLiteral("hint")}});
        m_html.begin("div", {{"class", QStringLiteral("charts")}});
        for (const auto &chart : KneeCharts::of(limit))
            SvgChart::write(m_html, chart);
        m_html.end();
        m_html.end();
        m_tables.writeLimit(limit);
    }

    void writeCharts()
    {
        const auto charts = ReportCharts::of(m_record);
        m_html.begin("section", {{"aria-labelledby", QStringLiteral("charts")}});
        m_html.element("h2", tr("Charts"), {{"id", QStringLiteral("charts")}});
        if (m_record.outcome.series.size() < 2)
            m_html.element("p", tr("The run was too short for charts over its time."),
                           {{"class", QStringLiteral("hint")}});
        m_html.begin("div", {{"class", QStringLiteral("charts")}});
        for (const auto &chart : charts)
            SvgChart::write(m_html, chart);
        m_html.end();
        m_html.end();
    }

    const RunRecord &m_record;
    const Profile m_profile;
    const Snapshot &m_measured;
    HtmlWriter m_html;
    HtmlTables m_tables;
};

} // namespace

QByteArray htmlReport(const RunRecord &record)
{
    QByteArray document;
    HtmlReport(record, &document).write();
    return document;
}

} // namespace Molotov
