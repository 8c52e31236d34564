// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/protocol/messages.h"

#include <QAbstractTableModel>

#include <array>
#include <chrono>
#include <vector>

namespace Molotov {

/// Where an exchange stands in the time of all that are listed, as parts of it from 0 to 1.
struct WaterfallBar
{
    double begin = 0; ///< of the call, before anything was sent
    double end = 0;
    std::array<double, PhaseNames.size()>
        phases{}; ///< how long each took, in the order of WaterfallBar::Order
    /// The indexes of Phases in the order in which they follow each other in an exchange.
    static constexpr std::array<size_t, PhaseNames.size()> Order{6, 0, 1, 2, 3, 4, 5};
    bool hasFailed = false;

    bool operator==(const WaterfallBar &) const = default;
};

/// The exchanges of a trial in the order in which they were sent.
class ExchangeListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Method, Path, Status, Type, Size, Time, Part, Line, Waterfall };
    static constexpr int ColumnCount = Waterfall + 1;
    enum Role { SortRole = Qt::UserRole, BarRole, FailedRole };

    using QAbstractTableModel::QAbstractTableModel;

    void add(const Protocol::TracedExchange &exchange);
    void clear();
    const Protocol::TracedExchange &exchange(int row) const { return m_exchanges.at(size_t(row)); }
    /// From the first call to the last byte.
    std::chrono::microseconds duration() const { return m_end - m_begin; }

    /// What people call the phases, in the order of Phases.
    static QString phaseName(size_t phase);
    /// Of the response, or why there is none: not what was expected.
    static bool hasFailed(const Protocol::SampledExchange &exchange);
    /// "browse · checkout / pay".
    static QString partText(const Protocol::TracedOrigin &origin);
    /// "shop.ts:12"; empty if nobody knows.
    static QString lineText(const Protocol::TracedOrigin &origin);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const Protocol::TracedExchange &traced, Column column) const;
    QVariant sortKey(const Protocol::TracedExchange &traced, Column column) const;
    QString toolTip(const Protocol::TracedExchange &traced, Column column) const;
    WaterfallBar bar(const Protocol::TracedExchange &traced) const;

    std::vector<Protocol::TracedExchange> m_exchanges;
    std::chrono::microseconds m_begin{0}; // of the first call
    std::chrono::microseconds m_end{0}; // of the last byte
};

} // namespace Molotov

Q_DECLARE_METATYPE(Molotov::WaterfallBar)
