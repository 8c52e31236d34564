// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QScrollArea;

namespace Molotov {

class AdvancedSection;
class EnvironmentSection;
class GoalsSection;
class LoadSection;
class MetricsModels;
class ProblemStrip;
class ProfileEditor;
class ScenarioFollower;
class ScenarioSection;

/// The settings of the test that is open, as fields, and below them what stands in the way of a run.
class ProfilePanel : public QWidget
{
    Q_OBJECT

public:
    /// Neither is owned; both live longer.
    ProfilePanel(ProfileEditor *editor, ScenarioFollower *follower, QWidget *parent = nullptr);
    ~ProfilePanel() override;

    QSize sizeHint() const override;
    /// As wide as its longest label needs: there is no scrolling to the side.
    QSize minimumSizeHint() const override;

    /// The figures of the last run, whose names are offered where a name is asked for; lives longer.
    void setMeasured(const MetricsModels *measured);
    /// What is being typed reaches the profile, as if the field were left.
    void finishEditing();

Q_SIGNALS:
    /// A person wants to choose the scenario file in a dialog.
    void browseRequested();
    void tryRequested(const QString &scenario);
    /// A person wants to choose an extension in a dialog.
    void extensionRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeForm();
    void read();
    void showAll();
    void showProblems();
    void updateStrip();
    void setLocked(bool locked);

    ProfileEditor *m_editor;
    ScenarioSection *m_scenario;
    LoadSection *m_load;
    GoalsSection *m_goals;
    EnvironmentSection *m_environment;
    AdvancedSection *m_advanced;
    QScrollArea *m_scroll;
    ProblemStrip *m_strip;
};

} // namespace Molotov
