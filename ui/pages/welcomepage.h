// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/pageregistry.h"

#include <QScrollArea>

class QVBoxLayout;

namespace Molotov {

/// What a person sees when no test is open: what this program is, and the ways to begin.
class WelcomePage : public QScrollArea
{
    Q_OBJECT

public:
    explicit WelcomePage(const PageContext &context, QWidget *parent = nullptr);

private:
    QWidget *makeHead();
    QWidget *makeActions(const Commands *commands);
    void showRecent();

    DocumentFlow *m_document;
    RecentProfiles *m_recent;
    QWidget *m_recentPart;
    QVBoxLayout *m_recentLayout;
};

} // namespace Molotov
