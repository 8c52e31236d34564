// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScrollArea>

class QLabel;

namespace Molotov {

class AdvancedSection;
class EnvironmentSection;
class LoadSection;
class ProfileEditor;
class ScenarioFollower;
class ScenarioSection;

/// The settings of the test that is open, as fields.
class ProfilePanel : public QScrollArea
{
    Q_OBJECT

public:
    /// Neither is owned; both live longer.
    ProfilePanel(ProfileEditor *editor, ScenarioFollower *follower, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    /// As wide as its longest label needs: there is no scrolling to the side.
    QSize minimumSizeHint() const override;

    /// What is being typed reaches the profile, as if the field were left.
    void finishEditing();

Q_SIGNALS:
    /// A person wants to choose the scenario file in a dialog.
    void browseRequested();
    /// A person wants to choose an extension in a dialog.
    void extensionRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeLockHint();
    void read();
    void showAll();
    void showProblems();
    void setLocked(bool locked);
    void adaptToPalette();

    ProfileEditor *m_editor;
    ScenarioSection *m_scenario;
    LoadSection *m_load;
    EnvironmentSection *m_environment;
    AdvancedSection *m_advanced;
    QLabel *m_lockIcon;
    QWidget *m_lockHint;
};

} // namespace Molotov
