// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runrecord.h"

#include <QObject>

#include <array>
#include <optional>

namespace Molotov {

class HistoryModel;

/// The runs of one test, the oldest first, and what its goals ask for: for a chart of how it went over time.
class HistoryTrend : public QObject
{
    Q_OBJECT

public:
    static constexpr int MaxRuns = 60; ///< the newest ones; more could not be told apart

    enum Measure { P95, Rate, Failures, MeasureCount };

    /// The model is not owned, and lives longer.
    explicit HistoryTrend(const HistoryModel *model, QObject *parent = nullptr);

    /// Empty for none.
    void setTest(const QString &test);
    const QString &test() const { return m_test; }

    const QList<RunEntry> &runs() const { return m_runs; }
    /// Milliseconds, requests a second, percent; nothing when it was not measured.
    static std::optional<double> value(const RunEntry &run, Measure measure);
    /// "12.3 ms".
    static QString text(const RunEntry &run, Measure measure);
    static QString title(Measure measure);
    /// What a goal of the newest run asks for; nothing as long as it is not known, or when there is none.
    std::optional<double> goal(Measure measure) const { return m_goals.at(size_t(measure)); }

Q_SIGNALS:
    void changed();

private:
    using Goals = std::array<std::optional<double>, MeasureCount>;

    void update();
    void readGoals();
    static Goals goalsOf(const QString &path);

    const HistoryModel *m_model;
    QString m_test;
    QList<RunEntry> m_runs;
    Goals m_goals;
    QString m_goalsOf; // the path of the run that they are of
};

} // namespace Molotov
