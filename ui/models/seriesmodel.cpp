// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/seriesmodel.h"

#include "core/control/words/format.h"

#include <algorithm>

namespace Molotov {

using std::chrono::microseconds;

namespace {

std::optional<microseconds> latency(const SeriesPoint &point, SeriesModel::Column column)
{
    if (point.p99 <= microseconds(0))
        return {};
    switch (column) {
    case SeriesModel::P50:
        return point.p50;
    case SeriesModel::P95:
        return point.p95;
    case SeriesModel::P99:
        return point.p99;
    case SeriesModel::ResponseP95:
        return point.responseP95.count() > 0 ? std::optional(point.responseP95) : std::nullopt;
    default:
        return {};
    }
}

} // namespace

void SeriesModel::append(const QList<SeriesPoint> &points)
{
    if (points.isEmpty())
        return;
    beginInsertRows({}, int(m_points.size()), int(m_points.size() + points.size()) - 1);
    m_points += points;
    endInsertRows();
}

void SeriesModel::clear()
{
    beginResetModel();
    m_points.clear();
    endResetModel();
}

int SeriesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_points.size());
}

int SeriesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SeriesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SeriesPoint &point = m_points.at(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(point, column);
    case SortRole:
        return value(point, column).value_or(-1);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant SeriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Second:
        return tr("Time");
    case OkRate:
        return tr("Ok/s");
    case FailedRate:
        return tr("Failed/s");
    case RequestRate:
        return tr("Requests/s");
    case Status2xx:
        return tr("2xx/s");
    case Status3xx:
        return tr("3xx/s");
    case Status4xx:
        return tr("4xx/s");
    case Status5xx:
        return tr("5xx/s");
    case StatusOther:
        return tr("Other/s", "responses with another status");
    case NoResponse:
        return tr("None/s", "requests without a response");
    case P50:
        return tr("p50");
    case P95:
        return tr("p95");
    case P99:
        return tr("p99");
    case ResponseP95:
        return tr("Response p95");
    case ActiveWorkers:
        return tr("Workers");
    case ColumnCount:
        break;
    }
    return {};
}

int SeriesModel::rowOfSecond(int second) const
{
    const auto found = std::lower_bound(m_points.begin(), m_points.end(), second,
                                        [](const SeriesPoint &point, int s) { return point.second < s; });
    if (found == m_points.end() || found->second != second)
        return -1;
    return int(std::distance(m_points.begin(), found));
}

std::optional<double> SeriesModel::value(const SeriesPoint &point, Column column)
{
    switch (column) {
    case Second:
        return point.second;
    case OkRate:
        return point.okRate;
    case FailedRate:
        return point.failedRate;
    case RequestRate:
        return point.requestRate;
    case Status2xx:
    case Status3xx:
    case Status4xx:
    case Status5xx:
    case StatusOther:
        return point.statusRates.at(size_t(column - Status2xx));
    case NoResponse:
        return point.requestFailedRate;
    case P50:
    case P95:
    case P99:
        if (const auto time = latency(point, column))
            return std::chrono::duration<double, std::milli>(*time).count();
        return {};
    case ResponseP95:
        if (isLonger(point.responseP95, point.p95))
            return std::chrono::duration<double, std::milli>(point.responseP95).count();
        return {};
    case ActiveWorkers:
        return point.activeWorkers;
    case ColumnCount:
        break;
    }
    return {};
}

QString SeriesModel::text(const SeriesPoint &point, Column column)
{
    switch (column) {
    case Second:
        return Format::duration(std::chrono::seconds(point.second));
    case OkRate:
    case FailedRate:
    case RequestRate:
    case Status2xx:
    case Status3xx:
    case Status4xx:
    case Status5xx:
    case StatusOther:
    case NoResponse:
        return Format::rate(*value(point, column));
    case P50:
    case P95:
    case P99:
    case ResponseP95:
        if (const auto time = latency(point, column))
            return Format::latency(*time);
        return QStringLiteral("–");
    case ActiveWorkers:
        return Format::count(point.activeWorkers);
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Molotov
