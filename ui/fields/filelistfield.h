// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/filelistmodel.h"

#include <QWidget>

#include <functional>

class QListView;
class QToolButton;

namespace Molotov {

/// A short list of files, to which one adds with a button or by dropping.
class FileListField : public QWidget
{
    Q_OBJECT

public:
    /// `isWanted` tells which files may be dropped.
    explicit FileListField(std::function<bool(const QString &path)> isWanted, QWidget *parent = nullptr);

    const QStringList &files() const { return m_model.files(); }
    void setFiles(const QStringList &files);
    /// What the files are shown relative to.
    void setFolder(const QString &folder) { m_model.setFolder(folder); }
    void setReadOnly(bool readOnly);
    void setAddToolTip(const QString &text);
    void setRemoveToolTip(const QString &text);

Q_SIGNALS:
    void edited();
    /// A person wants to choose a file in a dialog.
    void addRequested();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QStringList wantedFiles(const QMimeData *dragged) const;
    void removeSelected();
    void update();

    std::function<bool(const QString &path)> m_isWanted;
    FileListModel m_model;
    QListView *m_list;
    QToolButton *m_add;
    QToolButton *m_remove;
    bool m_readOnly = false;
};

} // namespace Molotov
