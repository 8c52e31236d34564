// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/logmodel.h"

#include "core/control/words/format.h"

#include <algorithm>

namespace Molotov {

namespace {

constexpr int LongestLine = 2'000;
constexpr int MostLinesOfText = 1'000;

QString prefix(const LogLine &line)
{
    QString text;
    if (line.level == Protocol::LogLevel::Warning)
        text += LogModel::tr("warning: ");
    else if (line.level == Protocol::LogLevel::Error)
        text += LogModel::tr("error: ");
    if (line.worker >= 0)
        text.prepend(LogModel::tr("[worker %1] ").arg(line.worker));
    else if (line.helper >= 0)
        text.prepend(LogModel::tr("[process %1] ").arg(line.helper + 1));
    return text;
}

} // namespace

void LogModel::append(const LogLine &line)
{
    const QString start = prefix(line);
    qsizetype from = 0;
    for (int i = 0; i < MostLinesOfText && from <= line.text.size(); ++i) {
        qsizetype to = line.text.indexOf(QLatin1Char('\n'), from);
        if (to < 0)
            to = line.text.size();
        m_pending.push_back(
            {line.level, start + Format::oneLine(line.text.mid(from, to - from), LongestLine)});
        from = to + 1;
    }
    while (m_pending.size() > MaxLines)
        m_pending.pop_front();
}

void LogModel::publish()
{
    if (m_pending.empty())
        return;
    dropFirst(int(m_lines.size() + m_pending.size()) - MaxLines);
    beginInsertRows({}, rowCount(), rowCount() + int(m_pending.size()) - 1);
    std::move(m_pending.begin(), m_pending.end(), std::back_inserter(m_lines));
    m_pending.clear();
    endInsertRows();
}

void LogModel::clear()
{
    beginResetModel();
    m_lines.clear();
    m_pending.clear();
    endResetModel();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line &line = m_lines[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return line.text;
    case LevelRole:
        return int(line.level);
    default:
        return {};
    }
}

void LogModel::dropFirst(int count)
{
    if (count <= 0 || m_lines.empty())
        return;
    count = std::min(count, rowCount());
    beginRemoveRows({}, 0, count - 1);
    m_lines.erase(m_lines.begin(), m_lines.begin() + count);
    endRemoveRows();
}

} // namespace Molotov
