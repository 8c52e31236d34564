// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"

#include <QAbstractTableModel>

#include <optional>

namespace Molotov {

/// What was measured in each second of a run; the charts and the table "Per second" both read it.
class SeriesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Second,
        OkRate,
        FailedRate,
        RequestRate,
        Status2xx, ///< this one and the next ones: responses a second, in the order of StatusClass
        Status3xx,
        Status4xx,
        Status5xx,
        StatusOther,
        NoResponse, ///< requests a second that got none, or no whole one
        P50,
        P95,
        P99,
        ResponseP95, ///< of response times; has no number where it is that of latencies
        ActiveWorkers,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Points that follow those of before, in the order of their seconds.
    void append(const QList<SeriesPoint> &points);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const QList<SeriesPoint> &points() const { return m_points; }
    /// The row of the second, -1 when nothing is known of it.
    int rowOfSecond(int second) const;
    /// A number to draw: a rate, milliseconds or a count. Latencies have none in a second without responses.
    static std::optional<double> value(const SeriesPoint &point, Column column);
    static QString text(const SeriesPoint &point, Column column);

private:
    QList<SeriesPoint> m_points;
};

} // namespace Molotov
