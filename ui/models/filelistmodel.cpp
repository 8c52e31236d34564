// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/filelistmodel.h"

#include "core/control/words/format.h"

#include <QDir>

namespace Molotov {

void FileListModel::setFiles(const QStringList &files)
{
    if (files == m_files)
        return;
    beginResetModel();
    m_files = files;
    endResetModel();
}

void FileListModel::setFolder(const QString &folder)
{
    if (folder == m_folder)
        return;
    m_folder = folder;
    if (!m_files.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int FileListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_files.size());
}

QVariant FileListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &file = m_files.at(index.row());
    if (role == Qt::DisplayRole)
        return shown(file);
    if (role == Qt::ToolTipRole)
        return Format::toolTip(QDir::toNativeSeparators(file));
    return {};
}

QString FileListModel::shown(const QString &file) const
{
    const auto relative = m_folder.isEmpty() ? file : QDir(m_folder).relativeFilePath(file);
    return QDir::toNativeSeparators(relative.startsWith(QLatin1String("../..")) ? file : relative);
}

} // namespace Molotov
