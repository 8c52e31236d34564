// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/stagelistmodel.h"

#include "core/control/words/format.h"
#include "core/control/words/timetext.h"
#include "core/model/stagetext.h"

#include <QLocale>

#include <algorithm>
#include <functional>
#include <utility>

namespace Molotov {

StageListModel::StageListModel(Load load, QObject *parent)
    : QAbstractTableModel(parent)
    , m_load(load)
{
}

void StageListModel::setText(const QString &text)
{
    beginResetModel();
    m_original = text;
    m_rows = rowsOf(text);
    endResetModel();
}

QString StageListModel::text() const
{
    if (m_rows == rowsOf(m_original))
        return m_original;
    QStringList stages;
    for (const auto &row : m_rows)
        stages.append(row.time + QLatin1Char(':') + row.load);
    return stages.join(QLatin1Char(','));
}

QString StageListModel::problem() const
{
    for (const auto &row : m_rows) {
        for (const auto column : {Column::Time, Column::Load}) {
            if (const auto text = problem(row, column); !text.isEmpty())
                return text;
        }
    }
    return m_rows.isEmpty() ? tr("There are no stages: add one.") : QString();
}

void StageListModel::setStepped(bool stepped)
{
    if (std::exchange(m_stepped, stepped) != stepped)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int StageListModel::addStage(int row)
{
    Row added{QStringLiteral("1m"), m_load == Load::Rate ? QStringLiteral("10/s") : QStringLiteral("10")};
    if (row >= 0 && row < rowCount())
        added.load = m_rows.at(row).load;
    const int at = std::clamp(row + 1, 0, rowCount());
    beginInsertRows({}, at, at);
    m_rows.insert(at, added);
    endInsertRows();
    Q_EMIT edited();
    return at;
}

void StageListModel::removeStages(const QList<int> &rows)
{
    auto sorted = rows;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    for (const int row : std::as_const(sorted)) {
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    if (!sorted.isEmpty())
        Q_EMIT edited();
}

bool StageListModel::canMove(int row, int by) const
{
    return !m_readOnly && row >= 0 && row < rowCount() && row + by >= 0 && row + by < rowCount();
}

void StageListModel::moveStage(int row, int by)
{
    if (!canMove(row, by) || !beginMoveRows({}, row, row, {}, by > 0 ? row + by + 1 : row + by))
        return;
    m_rows.move(row, row + by);
    endMoveRows();
    Q_EMIT edited();
}

int StageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int StageListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StageListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = Column(index.column());
    const auto &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return shown(row, column);
    case Qt::ToolTipRole:
        return Format::toolTip(problem(row, column));
    case Qt::AccessibleTextRole:
        return QString(shown(row, column) + QLatin1Char(' ') + problem(row, column)).trimmed();
    case ProblemRole:
        return problem(row, column);
    default:
        return {};
    }
}

bool StageListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || m_readOnly || role != Qt::EditRole)
        return false;
    auto row = m_rows.at(index.row());
    const auto text = value.toString().trimmed();
    if (text == shown(row, Column(index.column())))
        return true; // left as it was, and not written in another way
    if (Column(index.column()) == Column::Time)
        row.time = typedTime(text);
    else
        row.load = typedLoad(text);
    m_rows[index.row()] = row;
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags StageListModel::flags(const QModelIndex &index) const
{
    const auto result = QAbstractTableModel::flags(index);
    return index.isValid() && !m_readOnly ? result | Qt::ItemIsEditable : result;
}

QVariant StageListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const bool isTime = Column(section) == Column::Time;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        if (isTime)
            return tr("How long the stage takes: 90, 1:30, 1.5 min, 2 h");
        return m_load == Load::Rate ? tr("Iterations that begin in a second, or in a minute: 100/s, 600/m")
                                    : tr("How many users there are, in all processes together");
    }
    if (role != Qt::DisplayRole)
        return {};
    if (isTime)
        return tr("Time");
    if (m_load == Load::Rate)
        return m_stepped ? tr("Iterations") : tr("Iterations at its end");
    return m_stepped ? tr("Users") : tr("Users at its end");
}

QList<StageListModel::Row> StageListModel::rowsOf(const QString &text)
{
    QList<Row> rows;
    if (text.trimmed().isEmpty())
        return rows;
    const auto parts = text.split(QLatin1Char(','));
    for (const auto &part : parts) {
        const auto colon = part.indexOf(QLatin1Char(':'));
        rows.append({.time = part.left(colon).trimmed(),
                     .load = colon < 0 ? QString() : part.mid(colon + 1).trimmed()});
    }
    return rows;
}

std::optional<double> StageListModel::loadOf(const QString &text) const
{
    return m_load == Load::Rate ? StageText::rate(text) : StageText::users(text);
}

QString StageListModel::typedTime(const QString &text) const
{
    const auto time = timeFromText(text);
    const auto written = time ? StageText::ofTime(*time) : QString();
    return StageText::time(written) ? written : text;
}

QString StageListModel::typedLoad(const QString &text) const
{
    if (m_load == Load::Rate && !text.contains(QLatin1Char('/')) && StageText::rate(text))
        return text + QLatin1String("/s");
    bool isNumber = false;
    const auto users = QLocale().toLongLong(text, &isNumber); // also with separators: 1,000
    return m_load == Load::Users && isNumber && users >= 0 ? QString::number(users) : text;
}

QString StageListModel::shown(const Row &row, Column column) const
{
    if (column == Column::Time) {
        const auto time = StageText::time(row.time);
        return time ? timeText(*time) : row.time;
    }
    const auto load = loadOf(row.load);
    return load && m_load == Load::Users ? Format::count(qint64(*load)) : row.load;
}

QString StageListModel::problem(const Row &row, Column column) const
{
    if (column == Column::Time) {
        if (StageText::time(row.time))
            return {};
        return tr("“%1” is not understood as the time of a stage: write 90, 1:30, 1.5 min or 2 h.")
            .arg(Format::oneLine(row.time, 40));
    }
    if (loadOf(row.load))
        return {};
    const auto text = Format::oneLine(row.load, 40);
    return m_load == Load::Rate
               ? tr("“%1” is no rate: write iterations a second, such as 100/s, or a minute: 600/m.")
                     .arg(text)
               : tr("“%1” is no number of users: write a whole number of at most a million.").arg(text);
}

} // namespace Molotov
