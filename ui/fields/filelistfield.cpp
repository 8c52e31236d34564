// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/filelistfield.h"

#include "ui/icons.h"

#include <QAction>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QListView>
#include <QMimeData>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace Molotov {

namespace {

constexpr int MinVisibleRows = 1;
constexpr int MaxVisibleRows = 4;

QToolButton *makeButton(const QString &icon, const char *name)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(paletteIcon(icon));
    button->setAutoRaise(true);
    return button;
}

void explain(QToolButton *button, const QString &text)
{
    button->setToolTip(text);
    button->setAccessibleName(text);
}

} // namespace

FileListField::FileListField(std::function<bool(const QString &path)> isWanted, QWidget *parent)
    : QWidget(parent)
    , m_isWanted(std::move(isWanted))
    , m_list(new QListView)
    , m_add(makeButton(QStringLiteral("add"), "addFile"))
    , m_remove(makeButton(QStringLiteral("remove"), "removeFile"))
{
    setAcceptDrops(true);
    setFocusProxy(m_list);
    m_list->setObjectName(QStringLiteral("files"));
    m_list->setModel(&m_model);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTabKeyNavigation(false);
    auto *removal = new QAction(m_list);
    removal->setShortcut(QKeySequence::Delete);
    removal->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(removal);

    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(0);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);

    connect(m_add, &QToolButton::clicked, this, &FileListField::addRequested);
    connect(m_remove, &QToolButton::clicked, this, &FileListField::removeSelected);
    connect(removal, &QAction::triggered, this, &FileListField::removeSelected);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &FileListField::update);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FileListField::update);
    update();
}

void FileListField::setFiles(const QStringList &files)
{
    m_model.setFiles(files);
}

void FileListField::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    setAcceptDrops(!readOnly);
    update();
}

void FileListField::setAddToolTip(const QString &text)
{
    explain(m_add, text);
}

void FileListField::setRemoveToolTip(const QString &text)
{
    explain(m_remove, text);
}

void FileListField::dragEnterEvent(QDragEnterEvent *event)
{
    if (!wantedFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void FileListField::dropEvent(QDropEvent *event)
{
    auto files = m_model.files() + wantedFiles(event->mimeData());
    files.removeDuplicates();
    event->acceptProposedAction();
    setFiles(files);
    Q_EMIT edited();
}

QStringList FileListField::wantedFiles(const QMimeData *dragged) const
{
    QStringList files;
    const auto urls = dragged->urls();
    for (const auto &url : urls) {
        if (url.isLocalFile() && m_isWanted(url.toLocalFile()))
            files.append(url.toLocalFile());
    }
    return files;
}

void FileListField::removeSelected()
{
    if (m_readOnly)
        return;
    QStringList left;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (!m_list->selectionModel()->isRowSelected(row))
            left.append(m_model.files().at(row));
    }
    if (left == m_model.files())
        return;
    setFiles(left);
    Q_EMIT edited();
}

void FileListField::update()
{
    const int rowHeight = m_list->sizeHintForRow(0) > 0 ? m_list->sizeHintForRow(0) : fontMetrics().height();
    const int rows = qBound(MinVisibleRows, m_model.rowCount(), MaxVisibleRows);
    m_list->setFixedHeight(std::max(rows * rowHeight + 2 * m_list->frameWidth() + 2,
                                    m_add->sizeHint().height() + m_remove->sizeHint().height()));
    m_add->setEnabled(!m_readOnly);
    m_remove->setEnabled(!m_readOnly && m_list->selectionModel()->hasSelection());
}

} // namespace Molotov
