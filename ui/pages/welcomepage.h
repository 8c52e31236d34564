// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/profilestore.h"

#include <QScrollArea>

class QVBoxLayout;

namespace Molotov {

class Commands;
class RecentProfiles;

/// What a person sees when no test is open: what this program is, and the ways to begin.
class WelcomePage : public QScrollArea
{
    Q_OBJECT

public:
    /// Neither is owned; both live longer.
    WelcomePage(const Commands *commands, RecentProfiles *recent, QWidget *parent = nullptr);

Q_SIGNALS:
    void recentChosen(const Molotov::ProfilePlace &place);

private:
    QWidget *makeHead();
    QWidget *makeActions(const Commands *commands);
    void showRecent();

    RecentProfiles *m_recent;
    QWidget *m_recentPart;
    QVBoxLayout *m_recentLayout;
};

} // namespace Molotov
