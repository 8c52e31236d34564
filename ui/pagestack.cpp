// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pagestack.h"

#include "ui/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QSplitter>

#include <algorithm>

namespace Molotov {

PageStack::PageStack(const QList<PageEntry> &pages, const PageContext &context, QWidget *parent)
    : QStackedWidget(parent)
    , m_pages(pages)
    , m_context(context)
    , m_current(pages.first().id)
{
    makeNavigation();
    for (const auto &page : m_pages) {
        if (page.isMadeAtOnce)
            make(page.id);
    }
    showPage(m_current);
}

void PageStack::makeNavigation()
{
    const auto isOffered = [](const PageEntry &page) { return page.isOffered; };
    if (std::count_if(m_pages.begin(), m_pages.end(), isOffered) < 2)
        return; // there is nowhere to go
    auto *group = new QActionGroup(this); // of which one is checked
    for (const auto &page : m_pages) {
        if (!page.isOffered)
            continue;
        auto *action = new QAction(paletteIcon(page.icon), page.title, group);
        action->setCheckable(true);
        const auto digit = Qt::Key(Qt::Key_1 + m_navigation.size());
        action->setShortcut(QKeySequence(Qt::CTRL | digit));
        action->setToolTip(
            QStringLiteral("%1 (%2)").arg(page.title, action->shortcut().toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, [this, id = page.id] { Q_EMIT pageChosen(id); });
        m_navigation.insert(page.id, action);
    }
}

const PageEntry &PageStack::entry(PageId id) const
{
    const auto found =
        std::find_if(m_pages.begin(), m_pages.end(), [id](const auto &page) { return page.id == id; });
    Q_ASSERT(found != m_pages.end());
    return *found;
}

QWidget *PageStack::make(PageId id)
{
    auto *&widget = m_widgets[id];
    if (!widget) {
        widget = entry(id).make(m_context);
        addWidget(widget);
    }
    return widget;
}

void PageStack::showPage(PageId id)
{
    setCurrentWidget(make(id));
    if (auto *action = m_navigation.value(id))
        action->setChecked(true);
    if (std::exchange(m_current, id) != id)
        Q_EMIT pageChanged(id);
}

QSplitter *PageStack::splitter(PageId id) const
{
    return qobject_cast<QSplitter *>(page(id));
}

QByteArray PageStack::arrangement(PageId id) const
{
    const auto *splitter = this->splitter(id);
    return splitter ? splitter->saveState() : QByteArray();
}

void PageStack::arrange(PageId id, const QByteArray &arrangement)
{
    if (auto *splitter = this->splitter(id))
        splitter->restoreState(arrangement);
}

} // namespace Molotov
