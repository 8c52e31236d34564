// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"

#include <QAbstractListModel>

#include <deque>

namespace Molotov {

/// The last lines that scripts and the run itself wrote, the newest at the end.
///
/// Lines are kept back until publish(), so that scripts that write thousands a second do not keep views busy.
class LogModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int MaxLines = 10'000;

    enum Role { LevelRole = Qt::UserRole };

    using QAbstractListModel::QAbstractListModel;

    /// A text of several lines becomes several rows.
    void append(const LogLine &line);
    void publish();
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Line
    {
        Protocol::LogLevel level = Protocol::LogLevel::Info;
        QString text;
    };

    void dropFirst(int count);

    std::deque<Line> m_lines;
    std::deque<Line> m_pending; // never more than MaxLines
};

} // namespace Molotov
