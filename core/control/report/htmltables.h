// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"

#include <QCoreApplication>

namespace Molotov {

class HtmlWriter;
struct Profile;
struct RunRecord;
struct RunOutcome;
struct RunSample;

/// The tables of a report, each a section with a heading; those that would be empty are left out.
class HtmlTables
{
    Q_DECLARE_TR_FUNCTIONS(HtmlTables)

public:
    explicit HtmlTables(HtmlWriter &html)
        : m_html(html)
    {
    }

    void writeGoals(const QList<GoalStatus> &goals);
    /// The loads that a search for the limit tried.
    void writeLimit(const LimitResult &limit);
    /// What was done to the run while it went on.
    void writeMarkers(const RunOutcome &outcome);
    void writeEndpoints(const Snapshot &measured);
    /// Scenarios, steps, checks and the metrics of the scenario's own.
    void writeIterations(const Snapshot &measured);
    /// With samples of them.
    void writeErrors(const QList<ErrorGroup> &errors, const QList<RunSample> &samples);
    /// Of a profile without secrets.
    void writeSettings(const Profile &profile, quint64 seed);
    void writeMachine(const RunRecord &record);
    void writeSources(const RunRecord &record);

private:
    struct Cell;
    using Row = QList<Cell>;

    void beginSection(const QString &title, const QString &id);
    void writeTable(const QString &id, const QStringList &titles, const QList<Row> &rows);
    void writeError(const ErrorGroup &group);
    void writeSamples(const QList<RunSample> &samples);

    static Row latencyCells(const LatencySummary &latency);
    static Row endpointRow(const EndpointMetrics &endpoint, std::chrono::microseconds loadTime);
    void writeScenarios(const QList<ScenarioMetrics> &scenarios);
    void writeSteps(const QList<StepMetrics> &steps);
    void writeChecks(const QList<CheckMetrics> &checks);
    void writeMetrics(const Snapshot &measured);

    HtmlWriter &m_html;
    qsizetype m_sampleText = 0; // characters of samples that were written
};

} // namespace Molotov
