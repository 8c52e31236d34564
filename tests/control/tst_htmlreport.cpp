// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/htmlreport.h"
#include "core/control/report/summaryreport.h"
#include "core/control/report/xmltext.h"
#include "core/control/words/format.h"
#include "core/model/goalparser.h"
#include "tests/support/hostilerecord.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

/// What a parser finds in a report.
struct Parsed
{
    QString problem; ///< empty: it is well-formed
    QSet<QString> elements;
    QSet<QString> attributes;
    QStringList ids;
    QStringList texts; ///< of each element that has no other in it
    QMap<QString, QStringList> byClass; ///< "d", or else the text, of elements with a class
    QString policy;
    QString style;

    explicit Parsed(const QByteArray &document)
    {
        QXmlStreamReader xml(document);
        QString text;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement()) {
                add(xml.name().toString(), xml.attributes());
                m_classes.append(xml.attributes().value(QLatin1String("class")).toString());
                text.clear();
            } else if (xml.isCharacters()) {
                text += xml.text();
            } else if (xml.isEndElement()) {
                if (xml.name() == QLatin1String("style"))
                    style = text;
                texts += text;
                byClass[m_classes.takeLast()] += text;
            }
        }
        if (xml.hasError())
            problem = QStringLiteral("%1:%2: %3")
                          .arg(xml.lineNumber())
                          .arg(xml.columnNumber())
                          .arg(xml.errorString());
    }

private:
    void add(const QString &name, const QXmlStreamAttributes &found)
    {
        elements.insert(name);
        for (const auto &attribute : found)
            attributes.insert(attribute.name().toString());
        if (found.hasAttribute(QLatin1String("id")))
            ids += found.value(QLatin1String("id")).toString();
        if (found.value(QLatin1String("http-equiv")) == QLatin1String("Content-Security-Policy"))
            policy = found.value(QLatin1String("content")).toString();
        if (found.hasAttribute(QLatin1String("d")))
            byClass[found.value(QLatin1String("class")).toString()] +=
                found.value(QLatin1String("d")).toString();
    }

    QStringList m_classes;
};

RunRecord plainRecord()
{
    auto record = hostileRecord();
    record.outcome.last.goals.clear();
    record.outcome.reason = {};
    return record;
}

GoalStatus goal(const char *text, GoalStatus::State state, double measured)
{
    const auto goals = parseGoals({QString::fromLatin1(text)});
    return {.goal = goals.value(0), .state = state, .measured = measured};
}

} // namespace

class TestHtmlReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void staysWellFormedWhateverThingsAreCalled()
    {
        auto record = hostileRecord();
        record.outcome.last.goals = {
            goal("p95(latency, \"GET /<b>&\") < 300 ms", GoalStatus::State::Broken, 400)};
        const auto document = htmlReport(record);
        const Parsed parsed(document);
        QCOMPARE(parsed.problem, QString());
        const QSet<QString> expected{
            QStringLiteral("html"),    QStringLiteral("head"),       QStringLiteral("meta"),
            QStringLiteral("title"),   QStringLiteral("style"),      QStringLiteral("body"),
            QStringLiteral("header"),  QStringLiteral("main"),       QStringLiteral("section"),
            QStringLiteral("h1"),      QStringLiteral("h2"),         QStringLiteral("h3"),
            QStringLiteral("p"),       QStringLiteral("dl"),         QStringLiteral("dt"),
            QStringLiteral("dd"),      QStringLiteral("div"),        QStringLiteral("table"),
            QStringLiteral("thead"),   QStringLiteral("tbody"),      QStringLiteral("tr"),
            QStringLiteral("th"),      QStringLiteral("td"),         QStringLiteral("figure"),
            QStringLiteral("ul"),      QStringLiteral("figcaption"), QStringLiteral("li"),
            QStringLiteral("span"),    QStringLiteral("svg"),        QStringLiteral("desc"),
            QStringLiteral("path"),    QStringLiteral("rect"),       QStringLiteral("text"),
            QStringLiteral("article"), QStringLiteral("pre"),        QStringLiteral("details"),
            QStringLiteral("summary")};
        QCOMPARE(parsed.elements - expected, QSet<QString>());
        const QSet<QString> attributes{
            QStringLiteral("lang"),       QStringLiteral("charset"),  QStringLiteral("http-equiv"),
            QStringLiteral("content"),    QStringLiteral("name"),     QStringLiteral("class"),
            QStringLiteral("id"),         QStringLiteral("role"),     QStringLiteral("aria-labelledby"),
            QStringLiteral("aria-label"), QStringLiteral("tabindex"), QStringLiteral("scope"),
            QStringLiteral("viewBox"),    QStringLiteral("d"),        QStringLiteral("x"),
            QStringLiteral("y"),          QStringLiteral("width"),    QStringLiteral("height")};
        QCOMPARE(parsed.attributes - attributes, QSet<QString>());
        QCOMPARE(QSet<QString>(parsed.ids.begin(), parsed.ids.end()).size(), parsed.ids.size());
    }

    // HTML takes <td/> for the begin of a cell; only what it knows to be empty, and SVG, may look like that.
    void closesWhatItBegins()
    {
        auto record = hostileRecord();
        record.outcome.last.checks = {{.name = QString(), .passed = 1}};
        const auto document = QString::fromUtf8(htmlReport(record));
        static const QRegularExpression closed(QStringLiteral("<([a-z0-9]+)[^<>]*/>"));
        auto matches = closed.globalMatch(document);
        QSet<QString> names;
        while (matches.hasNext())
            names.insert(matches.next().captured(1));
        QCOMPARE(names,
                 QSet<QString>({QStringLiteral("meta"), QStringLiteral("path"), QStringLiteral("rect")}));
    }

    void showsWhatThingsAreCalled()
    {
        const Parsed parsed(htmlReport(hostileRecord()));
        const auto all = parsed.texts.join(QLatin1Char('\n'));
        for (const auto &what :
             {QStringLiteral("title"), QStringLiteral("note"), QStringLiteral("endpoint"),
              QStringLiteral("scenario"), QStringLiteral("step"), QStringLiteral("check"),
              QStringLiteral("counter"), QStringLiteral("trend"), QStringLiteral("gauge"),
              QStringLiteral("message"), QStringLiteral("function"), QStringLiteral("at endpoint"),
              QStringLiteral("in step"), QStringLiteral("source"), QStringLiteral("path"),
              QStringLiteral("value"), QStringLiteral("host"), QStringLiteral("reason")}) {
            const auto shown =
                QStringLiteral("=%1 <script>alert(1)</script> ]]> & \" ' \uFFFDgnp.exe ").arg(what)
                + QStringLiteral("\uFFFD\uFFFD\uFFFD\uFFFD\n-->&lt;");
            QVERIFY2(all.contains(shown), qPrintable(what));
        }
        for (const QChar character : all)
            QVERIFY2(character != QChar(0x202E) && character != QChar(0), "a forbidden character");
    }

    void tellsTheLoadFromTheRest()
    {
        auto record = hostileRecord();
        record.outcome.last.loadTime = 18s;
        auto page = QString::fromUtf8(htmlReport(record));
        QVERIFY(!page.contains(QStringLiteral("In the load alone")));
        QCOMPARE(page.count(QStringLiteral("class=\"shade\"")), 5); // stopping, in each chart over time
        record.outcome.profile.rampUp = 5s;
        record.outcome.load = LoadPhase{.from = 5s, .to = 18s};
        record.outcome.load->totals.loadTime = 13s;
        record.outcome.load->totals.requests = 2'600;
        record.outcome.load->totals.latency = {.count = 2'600, .p50 = 1ms, .p95 = 2ms, .p99 = 3ms};
        page = QString::fromUtf8(htmlReport(record));
        QVERIFY(page.contains(QStringLiteral(
            "In the load alone (5 s to 18 s, without ramp-up and stopping): 2,600 requests, 200 "
            "per second, 0 failed iterations, p50 1.00 ms, p95 2.00 ms, p99 3.00 ms.")));
        QCOMPARE(page.count(QStringLiteral("class=\"shade\"")), 10);
    }

    void showsExamplesOfErrors()
    {
        auto record = hostileRecord();
        auto &samples = record.samples;
        samples = QList<RunSample>(7, samples.first());
        for (int i = 0; i < 7; ++i)
            samples[i].sample.exchanges.last().url = QStringLiteral("/example%1").arg(i);
        samples.append(samples.first());
        samples.last().group = 99; // of a result that is damaged
        const auto all = Parsed(htmlReport(record)).texts.join(QLatin1Char('\n'));
        QVERIFY(all.contains(QStringLiteral("5 examples")));
        QVERIFY(all.contains(QStringLiteral("/example4")));
        QVERIFY(!all.contains(QStringLiteral("/example5")));
        QVERIFY(all.contains(QStringLiteral("</pre><script>alert(1)</script>")));
        // Many long ones do not make a report that no browser opens.
        record.outcome.last.errors = QList<ErrorGroup>(150, record.outcome.last.errors.first());
        samples = QList<RunSample>(200, samples.first());
        for (int i = 0; i < 200; ++i) {
            samples[i].group = i;
            auto &exchange = samples[i].sample.exchanges.last();
            exchange.responseHead.list =
                QList<Protocol::SampledField>(200, {QStringLiteral("X"), QByteArray(10'000, 'y')});
            exchange.responseBody.bytes = QByteArray(65'536, 'z');
        }
        QVERIFY(htmlReport(record).size() < 2'500'000);
    }

    void loadsNothing()
    {
        auto record = hostileRecord();
        record.info.profile.baseUrl = QStringLiteral("https://shop.example");
        const auto document = QString::fromUtf8(htmlReport(record));
        static const QRegularExpression url(
            QStringLiteral("[A-Za-z]+://[^\\s\"<]*|url\\(|@import|srcset|href"));
        auto matches = url.globalMatch(document);
        int count = 0;
        while (matches.hasNext()) {
            QCOMPARE(matches.next().captured(), QStringLiteral("https://shop.example"));
            ++count;
        }
        QVERIFY(count >= 2);
    }

    void mayUseItsStyleSheetOnly()
    {
        const Parsed parsed(htmlReport(hostileRecord()));
        QVERIFY(parsed.style.contains(QLatin1String("@page")));
        // What an HTML parser would not read as the XML parser does.
        QVERIFY(!parsed.style.contains(QRegularExpression(QStringLiteral("[<>&\"]"))));
        const auto hash = QCryptographicHash::hash(parsed.style.toUtf8(), QCryptographicHash::Sha256);
        QCOMPARE(
            parsed.policy,
            QStringLiteral("default-src 'none'; style-src 'sha256-%1'; base-uri 'none'; form-action 'none'")
                .arg(QLatin1String(hash.toBase64())));
    }

    void hasTheFiguresOfTheSummary()
    {
        const auto record = plainRecord();
        const auto summary = QJsonDocument::fromJson(summaryJson(record.outcome)).object();
        const Parsed parsed(htmlReport(record));
        const auto has = [&](const QString &text) { return parsed.texts.contains(text); };
        const auto requests = summary[QLatin1String("requests")].toObject();
        QVERIFY(has(Format::rate(requests[QLatin1String("rate_per_s")].toDouble())));
        QVERIFY(
            has(QStringLiteral("%1 in all").arg(Format::count(requests[QLatin1String("count")].toInt()))));
        const auto latency = requests[QLatin1String("latency_ms")].toObject();
        for (const auto &name : {QStringLiteral("p50"), QStringLiteral("p95"), QStringLiteral("p99")}) {
            const std::chrono::microseconds time(std::llround(latency[name].toDouble() * 1'000));
            QVERIFY2(has(Format::latency(time)), qPrintable(name));
        }
        const auto endpoint = summary[QLatin1String("endpoints")][0].toObject();
        for (const auto &name : {QStringLiteral("count"), QStringLiteral("failed")})
            QVERIFY2(has(Format::count(endpoint[name].toInt())), qPrintable(name));
        QVERIFY(has(Format::count(endpoint[QLatin1String("status")][QLatin1String("503")].toInt())));
        QVERIFY(has(Format::count(summary[QLatin1String("scenarios")][0][QLatin1String("ok")].toInt())));
        QVERIFY(has(Format::count(summary[QLatin1String("checks")][0][QLatin1String("passed")].toInt())));
    }

    void drawsTheLimitsOfGoals()
    {
        auto record = plainRecord();
        record.outcome.last.goals = {
            goal("p95(latency) < 4 ms", GoalStatus::State::Holds, 2),
            goal("p95(latency, \"GET /\") < 3 ms", GoalStatus::State::Holds, 2),
            goal("p99(latency) < 10 s", GoalStatus::State::Holds, 2),
            goal("rate(errors) < 5 %", GoalStatus::State::Broken, 14),
        };
        const Parsed parsed(htmlReport(record));
        QCOMPARE(parsed.byClass.value(QStringLiteral("limittext end")),
                 QStringList({QStringLiteral("p95(latency) < 4 ms"), QStringLiteral("rate(errors) < 5 %")}));
        // Of "d" and of the (empty) text.
        QCOMPARE(parsed.byClass.value(QStringLiteral("limit")).filter(QStringLiteral("M")).size(), 2);
        QVERIFY(parsed.texts.contains(QStringLiteral("goal: p99(latency) < 10 s (above this chart)")));
    }

    void drawsAnHourWithFewPoints()
    {
        auto record = plainRecord();
        auto &series = record.outcome.series;
        const auto point = series.first();
        series.clear();
        for (int i = 0; i < 3'600; ++i) {
            series.append(point);
            series.last().second = i;
        }
        series[1'000].requestRate = 0;
        const Parsed parsed(htmlReport(record));
        for (const auto &[style, paths] : parsed.byClass.toStdMap()) {
            for (const auto &path : paths) {
                if (style.startsWith(QLatin1String("line")))
                    QVERIFY2(path.count(QLatin1Char('L')) < 300, qPrintable(style));
            }
        }
        QVERIFY(parsed.byClass.contains(QStringLiteral("line c-rate")));
        QVERIFY(parsed.byClass.contains(QStringLiteral("still")));
    }

    void saysWhatIsMissing()
    {
        RunRecord record;
        record.outcome.end = RunOutcome::End::Failed;
        record.outcome.reason = {.code = RunReason::Code::Scenario,
                                 .text = QStringLiteral("There is no file /tmp/shop.ts.")};
        const Parsed parsed(htmlReport(record));
        QCOMPARE(parsed.problem, QString());
        QVERIFY(parsed.texts.contains(QStringLiteral("There is no file /tmp/shop.ts.")));
        QVERIFY(!parsed.elements.contains(QStringLiteral("dl"))); // no figures of what was not measured
        QVERIFY(!parsed.elements.contains(QStringLiteral("svg")));

        record = plainRecord();
        record.outcome.series = record.outcome.series.mid(0, 1);
        record.latencies = {};
        const Parsed brief(htmlReport(record));
        QCOMPARE(brief.problem, QString());
        QVERIFY(brief.elements.contains(QStringLiteral("dl")));
        QVERIFY(!brief.elements.contains(QStringLiteral("svg")));
        QVERIFY(brief.texts.contains(QStringLiteral("The run was too short for charts over its time.")));
    }

    void hidesSecrets()
    {
        auto record = plainRecord();
        record.info.profile.environment = {{QStringLiteral("API_TOKEN"), QStringLiteral("hunter2")}};
        record.info.profile.baseUrl = QStringLiteral("https://qa:hunter2@shop.example");
        QVERIFY(!htmlReport(record).contains("hunter2"));
    }
};

QTEST_GUILESS_MAIN(TestHtmlReport)

#include "tst_htmlreport.moc"
