// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runcontroller.h"
#include "core/control/run/runsource.h"
#include "core/control/run/sourcefeed.h"
#include "core/control/words/runwords.h"

#include <QObject>
#include <QRegularExpression>
#include <QStringList>

namespace Molotov {

/// Writes down what a RunController or a RunService says, a line for each signal; of several snapshots or
/// worker states in a row only the first.
class RunRecorder : public QObject
{
public:
    /// Must live as long as the controller.
    explicit RunRecorder(RunController *controller)
        : RunRecorder(&m_source)
    {
        controller->addSink(&m_feed);
    }

    explicit RunRecorder(RunSource *source)
    {
        using Source = RunSource;
        connect(source, &Source::stateChanged, this, [this](RunState state) { add(name(state)); });
        connect(source, &Source::runBegan, this, [this](const RunInfo &info) {
            add(QStringLiteral("scenarios: ") + info.scenarios.first().name);
        });
        connect(source, &Source::snapshotTaken, this, [this](const Snapshot &snapshot) {
            m_lastSnapshot = snapshot;
            add(QStringLiteral("measuring"));
        });
        connect(source, &Source::workersChanged, this, [this] { add(QStringLiteral("measuring")); });
        connect(source, &Source::logged, this,
                [this](const LogLine &line) { m_log += withoutPid(line.text); });
        connect(source, &Source::runEnded, this, [this](const RunOutcome &outcome) {
            m_outcomes += outcome;
            add(QStringLiteral("outcome"));
        });
    }

    /// Only of a controller.
    const RunSource *source() const { return &m_source; }

    bool isOver() const { return !m_outcomes.isEmpty(); }
    /// Only when isOver().
    const RunOutcome &outcome() const { return m_outcomes.last(); }
    qsizetype outcomeCount() const { return m_outcomes.size(); }
    const Snapshot &lastSnapshot() const { return m_lastSnapshot; }
    const QStringList &lines() const { return m_lines; }
    const QStringList &log() const { return m_log; }

    /// "process 1234" → "process N"
    static QString withoutPid(QString text)
    {
        return text.replace(QRegularExpression(QStringLiteral("process \\d+")), QStringLiteral("process N"));
    }

    static QString name(RunState state)
    {
        switch (state) {
        case RunState::Idle:
            return QStringLiteral("Idle");
        case RunState::Compiling:
            return QStringLiteral("Compiling");
        case RunState::Starting:
            return QStringLiteral("Starting");
        case RunState::Running:
            return QStringLiteral("Running");
        case RunState::Stopping:
            return QStringLiteral("Stopping");
        case RunState::Finished:
            return QStringLiteral("Finished");
        case RunState::Failed:
            return QStringLiteral("Failed");
        }
        Q_UNREACHABLE();
    }

    /// "failed (setup): reason", with "process N" for any number
    static QString describe(const RunOutcome &outcome)
    {
        static const QStringList ends{QStringLiteral("finished"), QStringLiteral("stopped"),
                                      QStringLiteral("failed")};
        static const QStringList failures{QString(), QStringLiteral(" (profile)"),
                                          QStringLiteral(" (scenario)"), QStringLiteral(" (helpers)"),
                                          QStringLiteral(" (setup)")};
        const auto text = ends.at(int(outcome.end)) + failures.at(int(outcome.failure));
        const auto reason = withoutPid(RunWords::reason(outcome));
        return reason.isEmpty() ? text : text + QLatin1String(": ") + reason;
    }

    /// "finished crashed", for each helper in turn
    static QString ends(const Snapshot &snapshot)
    {
        static const QStringList names{QStringLiteral("running"), QStringLiteral("finished"),
                                       QStringLiteral("crashed"), QStringLiteral("killed"),
                                       QStringLiteral("lost")};
        QStringList result;
        for (const auto &helper : snapshot.helpers)
            result += names.at(int(helper.end));
        return result.join(QLatin1Char(' '));
    }

private:
    void add(const QString &line)
    {
        if (m_lines.isEmpty() || m_lines.last() != line)
            m_lines += line;
    }

    RunSource m_source; // of a controller
    SourceFeed m_feed{&m_source};
    QStringList m_lines;
    QStringList m_log;
    QList<RunOutcome> m_outcomes;
    Snapshot m_lastSnapshot;
};

} // namespace Molotov
