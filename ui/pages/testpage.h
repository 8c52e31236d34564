// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/pageregistry.h"

#include <QSplitter>

namespace Molotov {

class ProfilePanel;

/// The test that is open: its settings on the left, and its run.
class TestPage : public QSplitter
{
    Q_OBJECT

public:
    explicit TestPage(const PageContext &context, QWidget *parent = nullptr);

private:
    QWidget *makeRunPage(const PageContext &context);
    void connectPanel(const PageContext &context);
    void connectModels(const PageContext &context);
    void showReadiness();

    const ProfileEditor *m_editor;
    ProfilePanel *m_panel;
    RunModels *m_models;
};

} // namespace Molotov
