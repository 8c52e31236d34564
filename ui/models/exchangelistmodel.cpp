// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/exchangelistmodel.h"

#include "core/control/words/exchangetext.h"
#include "core/control/words/format.h"
#include "core/model/metrics.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

using Protocol::TracedExchange;

namespace {

constexpr int LongestCell = 200;

microseconds calledAt(const TracedExchange &traced)
{
    return traced.exchange.startedAt - traced.phases.queued.value_or(microseconds(0));
}

microseconds endedAt(const TracedExchange &traced)
{
    return traced.exchange.startedAt + traced.exchange.duration;
}

// "html", "json", "png": what people call a type.
QString shortType(const QString &mediaType)
{
    auto type = mediaType.mid(mediaType.lastIndexOf(QLatin1Char('/')) + 1);
    if (type.startsWith(QLatin1String("x-")))
        type.remove(0, 2);
    return type == QLatin1String("javascript") ? QStringLiteral("js") : type;
}

bool isNumber(int column)
{
    return column == ExchangeListModel::Status || column == ExchangeListModel::Size
           || column == ExchangeListModel::Time;
}

} // namespace

bool ExchangeListModel::hasFailed(const Protocol::SampledExchange &exchange)
{
    const auto status = classOf(exchange.status);
    return exchange.status == 0 || status == StatusClass::ClientError || status == StatusClass::ServerError;
}

QString ExchangeListModel::phaseName(size_t phase)
{
    const std::array names{tr("DNS"),  tr("connect"), tr("TLS"),   tr("send"),
                           tr("wait"), tr("receive"), tr("queued")};
    return names.at(phase);
}

QString ExchangeListModel::partText(const Protocol::TracedOrigin &origin)
{
    const auto text = origin.step.isEmpty() ? origin.part : origin.part + QStringLiteral(" · ") + origin.step;
    return Format::oneLine(text, LongestCell);
}

QString ExchangeListModel::lineText(const Protocol::TracedOrigin &origin)
{
    return origin.calls.value(0).place.toShortString();
}

void ExchangeListModel::add(const TracedExchange &exchange)
{
    const auto next = std::upper_bound(m_exchanges.begin(), m_exchanges.end(), exchange,
                                       [](const auto &left, const auto &right) {
                                           return left.exchange.startedAt < right.exchange.startedAt;
                                       });
    const int row = int(next - m_exchanges.begin());
    beginInsertRows({}, row, row);
    m_begin = m_exchanges.empty() ? calledAt(exchange) : std::min(m_begin, calledAt(exchange));
    m_end = m_exchanges.empty() ? endedAt(exchange) : std::max(m_end, endedAt(exchange));
    m_exchanges.insert(next, exchange);
    endInsertRows();
    Q_EMIT dataChanged(index(0, Waterfall), index(rowCount() - 1, Waterfall)); // the span has grown
}

void ExchangeListModel::clear()
{
    beginResetModel();
    m_exchanges.clear();
    m_begin = m_end = microseconds(0);
    endResetModel();
}

int ExchangeListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_exchanges.size());
}

int ExchangeListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExchangeListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &traced = exchange(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(traced, column);
    case SortRole:
        return sortKey(traced, column);
    case Qt::ToolTipRole:
        return Format::toolTip(toolTip(traced, column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case BarRole:
        return QVariant::fromValue(bar(traced));
    case FailedRole:
        return hasFailed(traced.exchange);
    default:
        return {};
    }
}

QVariant ExchangeListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array titles{tr("Method"), tr("Path"),    tr("Status"), tr("Type"),     tr("Size"),
                            tr("Time"),   tr("Sent by"), tr("Line"),   tr("Waterfall")};
    return titles.at(size_t(section));
}

QString ExchangeListModel::text(const TracedExchange &traced, Column column) const
{
    const auto &exchange = traced.exchange;
    switch (column) {
    case Method:
        return Format::oneLine(exchange.method, LongestCell);
    case Path:
        return ExchangeText::target(exchange.url);
    case Status:
        return exchange.status > 0 ? QString::number(exchange.status) : tr("none", "status of no response");
    case Type:
        return shortType(ExchangeText::mediaType(exchange.responseHead));
    case Size:
        return exchange.status > 0 ? Format::bytes(exchange.responseBody.size) : QString();
    case Time:
        return Format::latency(exchange.duration);
    case Part:
        return partText(traced.origin);
    case Line:
        return lineText(traced.origin);
    case Waterfall:
        break;
    }
    return {};
}

QVariant ExchangeListModel::sortKey(const TracedExchange &traced, Column column) const
{
    const auto &exchange = traced.exchange;
    switch (column) {
    case Status:
        return exchange.status;
    case Size:
        return exchange.responseBody.size;
    case Time:
        return qint64(exchange.duration.count());
    case Line:
        return traced.origin.calls.value(0).place.line;
    case Waterfall:
        return qint64(exchange.startedAt.count());
    default:
        return text(traced, column);
    }
}

QString ExchangeListModel::toolTip(const TracedExchange &traced, Column column) const
{
    const auto &exchange = traced.exchange;
    if (column == Status && exchange.status > 0)
        return QStringLiteral("%1 %2").arg(QString::number(exchange.status),
                                           Format::oneLine(exchange.reason, LongestCell));
    if (column == Status)
        return Format::bounded(exchange.failure, 2'000);
    if (column == Type)
        return ExchangeText::mediaType(exchange.responseHead);
    if (column == Part)
        return partText(traced.origin);
    if (column == Line)
        return traced.origin.calls.value(0).place.toString();
    if (column != Waterfall)
        return Format::oneLine(exchange.url, 2'000);
    QStringList lines;
    for (const auto phase : WaterfallBar::Order) {
        size_t number = 0;
        forEachPhase(traced.phases, [&](const std::optional<microseconds> &time) {
            if (number++ == phase && time)
                lines += QStringLiteral("%1: %2").arg(phaseName(phase), Format::latency(*time));
        });
    }
    return lines.join(QLatin1Char('\n'));
}

WaterfallBar ExchangeListModel::bar(const TracedExchange &traced) const
{
    const double span = std::max(1.0, double(duration().count()));
    WaterfallBar bar{.begin = double((calledAt(traced) - m_begin).count()) / span,
                     .end = double((endedAt(traced) - m_begin).count()) / span,
                     .hasFailed = traced.exchange.status == 0};
    std::array<double, PhaseNames.size()> times{};
    size_t number = 0;
    forEachPhase(traced.phases, [&](const std::optional<microseconds> &time) {
        times.at(number++) = double(time.value_or(microseconds(0)).count()) / span;
    });
    for (size_t i = 0; i < times.size(); ++i)
        bar.phases.at(i) = times.at(WaterfallBar::Order.at(i));
    return bar;
}

} // namespace Molotov
