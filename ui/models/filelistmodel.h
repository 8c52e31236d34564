// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractListModel>
#include <QStringList>

namespace Molotov {

/// Files in their order, those below a folder shown short.
class FileListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    const QStringList &files() const { return m_files; }
    void setFiles(const QStringList &files);
    /// What they are shown relative to.
    void setFolder(const QString &folder);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QString shown(const QString &file) const;

    QStringList m_files; // absolute
    QString m_folder;
};

} // namespace Molotov
