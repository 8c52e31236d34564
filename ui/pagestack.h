// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/pageregistry.h"

#include <QMap>
#include <QStackedWidget>

class QAction;
class QSplitter;

namespace Molotov {

/// The pages of the window, of which one is shown at a time, and the navigation between them.
class PageStack : public QStackedWidget
{
    Q_OBJECT

public:
    /// Shows the first of `pages`.
    PageStack(const QList<PageEntry> &pages, const PageContext &context, QWidget *parent = nullptr);

    void showPage(PageId id);
    PageId currentPage() const { return m_current; }
    const PageEntry &entry(PageId id) const;
    /// None as long as it has not been made.
    QWidget *page(PageId id) const { return m_widgets.value(id); }

    /// How a person has arranged a page that is a splitter, and the same again.
    QByteArray arrangement(PageId id) const;
    void arrange(PageId id, const QByteArray &arrangement);

    /// One for each page that a person can go to; none as long as there is but one.
    QList<QAction *> navigation() const { return m_navigation.values(); }

Q_SIGNALS:
    /// A person wants to go there; nothing is shown yet.
    void pageChosen(Molotov::PageId id);
    void pageChanged(Molotov::PageId id);

private:
    QSplitter *splitter(PageId id) const;
    QWidget *make(PageId id);
    void makeNavigation();

    const QList<PageEntry> m_pages;
    const PageContext m_context;
    QMap<PageId, QWidget *> m_widgets; // that have been made
    QMap<PageId, QAction *> m_navigation;
    PageId m_current;
};

} // namespace Molotov
