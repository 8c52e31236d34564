// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/recentmenu.h"

#include "core/control/words/format.h"
#include "ui/icons.h"
#include "ui/models/recentprofiles.h"

#include <QDir>

namespace Molotov {

RecentMenu::RecentMenu(RecentProfiles *recent, QAction *clear, QWidget *parent)
    : QMenu(tr("Open &Recent"), parent)
    , m_recent(recent)
    , m_clear(clear)
{
    setIcon(paletteIcon(QStringLiteral("recent")));
    setToolTipsVisible(true);
    connect(m_recent, &RecentProfiles::changed, this, &RecentMenu::fill);
    connect(this, &QMenu::aboutToShow, m_recent, &RecentProfiles::look);
    fill();
}

void RecentMenu::fill()
{
    clear(); // deletes the actions that only this menu has
    for (const auto &place : m_recent->places()) {
        auto text = placeText(place);
        text.replace(QLatin1Char('&'), QLatin1String("&&")); // of a name, no mnemonic
        auto *action = addAction(text);
        const auto path = QDir::toNativeSeparators(place.path);
        const bool missing = m_recent->isMissing(place);
        action->setToolTip(Format::toolTip(missing ? tr("There is no file %1 any more.").arg(path) : path));
        action->setEnabled(!missing);
        connect(action, &QAction::triggered, this, [this, place] { Q_EMIT chosen(place); });
    }
    addSeparator();
    addAction(m_clear);
    m_clear->setEnabled(!m_recent->places().isEmpty());
}

} // namespace Molotov
