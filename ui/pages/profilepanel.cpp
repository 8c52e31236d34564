// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/profilepanel.h"

#include "core/control/words/format.h"
#include "ui/fields/plainlabel.h"
#include "ui/fields/problemstrip.h"
#include "ui/fields/readonly.h"
#include "ui/models/profileeditor.h"
#include "ui/models/scenariofollower.h"
#include "ui/pages/advancedsection.h"
#include "ui/pages/environmentsection.h"
#include "ui/pages/goalssection.h"
#include "ui/pages/loadsection.h"
#include "ui/pages/scenariosection.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace Molotov {

namespace {

QLabel *makeHeading(const QString &text)
{
    auto *heading = new PlainLabel(text);
    auto font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    return heading;
}

} // namespace

ProfilePanel::ProfilePanel(ProfileEditor *editor, ScenarioFollower *follower, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_scenario(new ScenarioSection(follower))
    , m_load(new LoadSection)
    , m_goals(new GoalsSection(follower->scenarios()))
    , m_environment(new EnvironmentSection)
    , m_advanced(new AdvancedSection(follower->scenarios()))
    , m_scroll(new QScrollArea)
    , m_strip(new ProblemStrip)
{
    m_scroll->setWidget(makeForm());
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->widget()->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_strip);

    connect(m_scenario, &ScenarioSection::browseRequested, this, &ProfilePanel::browseRequested);
    connect(m_scenario, &ScenarioSection::tryRequested, this, &ProfilePanel::tryRequested);
    connect(m_scenario, &ScenarioSection::edited, this, &ProfilePanel::read);
    connect(m_load, &LoadSection::edited, this, &ProfilePanel::read);
    connect(m_goals, &GoalsSection::edited, this, &ProfilePanel::read);
    connect(m_advanced, &AdvancedSection::edited, this, &ProfilePanel::read);
    connect(m_advanced, &AdvancedSection::extensionRequested, this, &ProfilePanel::extensionRequested);
    connect(m_environment, &EnvironmentSection::edited, this, &ProfilePanel::read);
    connect(m_editor, &ProfileEditor::opened, this, [this] {
        m_environment->showProfile(m_editor->profile());
        m_goals->showProfile(m_editor->profile());
        m_load->openProfile(m_editor->profile());
        m_advanced->dropTyping();
        showAll();
    });
    connect(m_editor, &ProfileEditor::profileChanged, this, &ProfilePanel::showAll);
    connect(m_editor, &ProfileEditor::problemsChanged, this, &ProfilePanel::showProblems);
    connect(m_editor, &ProfileEditor::lockedChanged, this, &ProfilePanel::setLocked);
    connect(qApp, &QApplication::focusChanged, this, &ProfilePanel::updateStrip);
    m_environment->showProfile(m_editor->profile());
    m_goals->showProfile(m_editor->profile());
    m_load->openProfile(m_editor->profile());
    showAll();
    showProblems();
    setLocked(m_editor->isLocked());
}

ProfilePanel::~ProfilePanel()
{
    disconnect(qApp, nullptr, this, nullptr); // the focus goes when the fields do
}

QWidget *ProfilePanel::makeForm()
{
    auto *form = new QWidget;
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(8);
    layout->addWidget(makeHeading(tr("Scenario")));
    layout->addWidget(m_scenario);
    layout->addSpacing(10);
    layout->addWidget(makeHeading(tr("Load")));
    layout->addWidget(m_load);
    layout->addSpacing(10);
    layout->addWidget(m_goals);
    layout->addSpacing(10);
    layout->addWidget(m_environment);
    layout->addSpacing(10);
    layout->addWidget(m_advanced);
    layout->addStretch(1);
    return form;
}

QSize ProfilePanel::sizeHint() const
{
    return {qMax(350, minimumSizeHint().width()), m_scroll->widget()->minimumSizeHint().height()};
}

QSize ProfilePanel::minimumSizeHint() const
{
    const int bar = m_scroll->verticalScrollBar()->sizeHint().width();
    return {m_scroll->widget()->minimumSizeHint().width() + bar, 200};
}

void ProfilePanel::setMeasured(const MetricsModels *measured)
{
    m_goals->setMeasured(measured);
}

void ProfilePanel::finishEditing()
{
    if (auto *field = focusWidget(); field && field->hasFocus())
        field->clearFocus();
}

bool ProfilePanel::eventFilter(QObject *watched, QEvent *event)
{
    // What is unfolded may need more room.
    if (watched == m_scroll->widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QWidget::eventFilter(watched, event);
}

void ProfilePanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setFieldsReadOnly(this, m_editor->isLocked());
}

void ProfilePanel::read()
{
    auto profile = m_editor->profile();
    m_scenario->writeTo(profile);
    m_load->writeTo(profile);
    m_goals->writeTo(profile);
    m_environment->writeTo(profile);
    m_advanced->writeTo(profile);
    m_editor->edit(profile);
    m_editor->setExtraProblem(ProfileField::Thresholds, m_goals->problem());
    m_editor->setExtraProblem(ProfileField::Environment, m_environment->problem());
    for (const auto &problems : {m_load->typingProblems(), m_advanced->typingProblems()}) {
        for (auto it = problems.begin(); it != problems.end(); ++it)
            m_editor->setExtraProblem(it.key(), it.value());
    }
}

void ProfilePanel::showAll()
{
    m_scenario->showProfile(m_editor->profile());
    m_load->showProfile(m_editor->profile());
    m_advanced->showProfile(m_editor->profile());
}

void ProfilePanel::showProblems()
{
    m_scenario->showProblems(m_editor->problems());
    m_load->showProblems(m_editor->problems());
    m_goals->showProblems(m_editor->problems());
    m_environment->showProblems(m_editor->problems());
    m_advanced->showProblems(m_editor->problems());
    updateStrip();
}

void ProfilePanel::updateStrip()
{
    if (m_editor->isLocked()) {
        m_strip->say(ProblemStrip::Kind::Locked,
                     tr("A test is running. The settings can be changed when it has ended."));
        return;
    }
    auto problems = m_editor->problems();
    problems.remove(ProfileField::ScenarioFile); // stands below its field
    // That of the field that has the focus, or else the first.
    auto text = problems.value(problems.isEmpty() ? ProfileField() : problems.firstKey());
    const auto *focus = focusWidget();
    if (focus && problems.values().contains(focus->accessibleDescription()))
        text = focus->accessibleDescription();
    if (problems.size() > 1)
        text += QLatin1Char(' ') + tr("(One of %1 problems.)").arg(Format::count(problems.size()));
    m_strip->say(ProblemStrip::Kind::Problem, text);
}

void ProfilePanel::setLocked(bool locked)
{
    m_scenario->setReadOnly(locked);
    m_load->setReadOnly(locked);
    m_goals->setReadOnly(locked);
    m_environment->setReadOnly(locked);
    m_advanced->setReadOnly(locked);
    setFieldsReadOnly(this, locked);
    updateStrip();
}

} // namespace Molotov
