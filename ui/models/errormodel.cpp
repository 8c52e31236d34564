// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/errormodel.h"

#include "core/control/words/format.h"
#include "core/control/words/runwords.h"

namespace Molotov {

namespace {

// What is shown and copied of one message; a response body of megabytes may be in it.
constexpr int LongestMessage = 100'000;

/// "shop.ts:12".
QString shortPlace(const SourcePlace &place)
{
    const QString name = place.file.section(QLatin1Char('/'), -1).section(QLatin1Char('\\'), -1);
    return SourcePlace{.file = Format::oneLine(name, 80), .line = place.line}.toString();
}

QVariant sortKey(const ErrorGroup &group, ErrorModel::Column column)
{
    switch (column) {
    case ErrorModel::Count:
        return group.count;
    case ErrorModel::First:
        return qint64(group.first.count());
    case ErrorModel::Last:
        return qint64(group.last.count());
    default:
        return {};
    }
}

QString cellText(const ErrorGroup &group, ErrorModel::Column column)
{
    switch (column) {
    case ErrorModel::Count:
        return Format::count(group.count);
    case ErrorModel::Kind:
        return ErrorModel::kindName(group.error.kind);
    case ErrorModel::Message:
        return Format::oneLine(RunWords::message(group));
    case ErrorModel::Endpoint:
        return Format::oneLine(group.error.endpoint, 40);
    case ErrorModel::Place:
        return shortPlace(placeOf(group.error));
    case ErrorModel::First:
        return Format::duration(group.first);
    case ErrorModel::Last:
        return Format::duration(group.last);
    case ErrorModel::ColumnCount:
        break;
    }
    return {};
}

QString toolTipText(const ErrorGroup &group, ErrorModel::Column column)
{
    switch (column) {
    case ErrorModel::Message:
        return Format::toolTip(RunWords::message(group));
    case ErrorModel::Endpoint:
        return Format::toolTip(group.error.endpoint);
    case ErrorModel::Place:
        return Format::toolTip(placeOf(group.error).toString());
    default:
        return {};
    }
}

Qt::Alignment alignment(int column)
{
    const bool isNumber =
        column == ErrorModel::Count || column == ErrorModel::First || column == ErrorModel::Last;
    return (isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

} // namespace

void ErrorModel::setGroups(const QList<ErrorGroup> &groups)
{
    if (groups.size() < m_groups.size())
        clear();
    int firstChanged = rowCount();
    int lastChanged = -1;
    for (int row = 0; row < rowCount(); ++row) {
        if (m_groups.at(row) == groups.at(row))
            continue;
        m_groups[row] = groups.at(row);
        firstChanged = std::min(firstChanged, row);
        lastChanged = row;
    }
    if (lastChanged >= 0)
        Q_EMIT dataChanged(index(firstChanged, 0), index(lastChanged, ColumnCount - 1));
    if (groups.size() == m_groups.size())
        return;
    beginInsertRows({}, rowCount(), int(groups.size()) - 1);
    m_groups += groups.mid(m_groups.size());
    endInsertRows();
}

void ErrorModel::addSamples(const QList<RunSample> &samples)
{
    if (samples.isEmpty())
        return;
    for (const RunSample &sample : samples)
        m_samples[sample.group].append(sample);
    Q_EMIT samplesAdded();
}

void ErrorModel::clear()
{
    beginResetModel();
    m_groups.clear();
    m_samples.clear();
    endResetModel();
}

int ErrorModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_groups.size());
}

int ErrorModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ErrorModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ErrorGroup &group = m_groups.at(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(group, column);
    case SortRole: {
        const QVariant number = sortKey(group, column);
        return number.isValid() ? number : cellText(group, column);
    }
    case Qt::ToolTipRole:
        return toolTipText(group, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(alignment(column));
    default:
        return {};
    }
}

QVariant ErrorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(alignment(section));
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Count:
        return tr("Count");
    case Kind:
        return tr("Kind");
    case Message:
        return tr("Message");
    case Endpoint:
        return tr("Endpoint");
    case Place:
        return tr("Place");
    case First:
        return tr("First");
    case Last:
        return tr("Last");
    case ColumnCount:
        break;
    }
    return {};
}

qint64 ErrorModel::errorCount() const
{
    qint64 sum = 0;
    for (const ErrorGroup &group : m_groups)
        sum += group.count;
    return sum;
}

QString ErrorModel::kindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Assertion:
        return tr("Assertion");
    case ErrorKind::Http:
        return tr("HTTP");
    case ErrorKind::Network:
        return tr("Network");
    case ErrorKind::Local:
        return tr("This computer");
    case ErrorKind::Script:
        return tr("Script");
    case ErrorKind::Unanswered:
        return tr("Unanswered");
    case ErrorKind::Warning:
        return tr("Warning");
    }
    Q_UNREACHABLE();
}

QString ErrorModel::describe(const ErrorGroup &group)
{
    const QString times = group.count == 1
                              ? tr("once, at %1").arg(Format::duration(group.first))
                              : tr("%1 times, from %2 to %3")
                                    .arg(Format::count(group.count), Format::duration(group.first),
                                         Format::duration(group.last));
    QString text = tr("%1 error, %2").arg(kindName(group.error.kind), times) + QLatin1Char('\n');
    text += Format::bounded(RunWords::message(group), LongestMessage) + QLatin1Char('\n');
    if (group.isExample)
        text += tr("(the first of several messages with other numbers, ids or names)") + QLatin1Char('\n');
    if (!group.error.endpoint.isEmpty())
        text += QStringLiteral("    ") + group.error.endpoint + QLatin1Char('\n');
    if (!group.error.step.isEmpty())
        text += QStringLiteral("    ") + tr("in step “%1”").arg(group.error.step) + QLatin1Char('\n');
    for (const StackFrame &frame : group.error.stack) {
        const QString function = frame.function.isEmpty() ? tr("(anonymous)") : frame.function;
        text += QStringLiteral("    at %1 (%2)\n").arg(function, frame.place.toString());
    }
    return text;
}

} // namespace Molotov
