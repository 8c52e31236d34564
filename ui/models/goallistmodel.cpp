// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/goallistmodel.h"

#include "core/control/words/format.h"
#include "core/control/words/goaltext.h"
#include "core/model/goalparser.h"

namespace Molotov {

namespace {

QString newGoal(const QStringList &texts)
{
    const QStringList usual{QStringLiteral("p95(latency) < 500 ms"), QStringLiteral("rate(errors) < 1 %"),
                            QStringLiteral("rate(requests) > 100 /s")};
    for (const auto &text : usual) {
        if (!texts.contains(text))
            return text;
    }
    return usual.first();
}

} // namespace

void GoalListModel::setTexts(const QStringList &texts)
{
    beginResetModel();
    m_texts = texts;
    endResetModel();
}

std::optional<Goal> GoalListModel::goal(int row) const
{
    const auto parsed = parseGoal(m_texts.at(row));
    const auto *goal = std::get_if<Goal>(&parsed);
    return goal ? std::optional(*goal) : std::nullopt;
}

QString GoalListModel::problem(int row) const
{
    const auto parsed = parseGoal(m_texts.at(row));
    const auto *problem = std::get_if<GoalProblem>(&parsed);
    return problem ? tr("Column %1: %2").arg(QString::number(problem->column), problem->text) : QString();
}

int GoalListModel::addGoal()
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_texts.append(newGoal(m_texts));
    endInsertRows();
    Q_EMIT edited();
    return row;
}

void GoalListModel::removeGoal(int row)
{
    beginRemoveRows({}, row, row);
    m_texts.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

void GoalListModel::setText(int row, const QString &text)
{
    if (m_texts.at(row) == text)
        return;
    m_texts[row] = text;
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT edited();
}

int GoalListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_texts.size());
}

QVariant GoalListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &text = m_texts.at(index.row());
    const auto shown = [&] {
        const auto known = goal(index.row());
        if (known)
            return GoalText::sentence(*known);
        return text.trimmed().isEmpty() ? tr("(empty)") : Format::oneLine(text);
    };
    switch (role) {
    case Qt::DisplayRole:
        return shown();
    case Qt::ToolTipRole:
        return Format::toolTip(goal(index.row()) ? text : problem(index.row()));
    case Qt::AccessibleTextRole:
        return QString(shown() + QLatin1Char(' ') + problem(index.row())).trimmed();
    case ProblemRole:
        return problem(index.row());
    default:
        return {};
    }
}

} // namespace Molotov
