// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/profilestore.h"

#include <QMenu>

namespace Molotov {

class RecentProfiles;

/// "Open Recent": the profiles that were open lately, and a command that forgets them.
class RecentMenu : public QMenu
{
    Q_OBJECT

public:
    /// Neither `recent` nor `clear` is owned; both live longer.
    RecentMenu(RecentProfiles *recent, QAction *clear, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const Molotov::ProfilePlace &place);

private:
    void fill();

    RecentProfiles *m_recent;
    QAction *m_clear;
};

} // namespace Molotov
