// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/profilepanel.h"

#include "ui/fields/readonly.h"
#include "ui/icons.h"
#include "ui/models/profileeditor.h"
#include "ui/models/scenariofollower.h"
#include "ui/pages/advancedsection.h"
#include "ui/pages/environmentsection.h"
#include "ui/pages/loadsection.h"
#include "ui/pages/scenariosection.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace Molotov {

namespace {

QLabel *makeHeading(const QString &text)
{
    auto *heading = new QLabel(text);
    auto font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    return heading;
}

} // namespace

ProfilePanel::ProfilePanel(ProfileEditor *editor, ScenarioFollower *follower, QWidget *parent)
    : QScrollArea(parent)
    , m_editor(editor)
    , m_scenario(new ScenarioSection(follower))
    , m_load(new LoadSection)
    , m_environment(new EnvironmentSection)
    , m_advanced(new AdvancedSection(follower->scenarios()))
    , m_lockIcon(new QLabel)
    , m_lockHint(makeLockHint())
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(8);
    layout->addWidget(m_lockHint);
    layout->addWidget(makeHeading(tr("What is run")));
    layout->addWidget(m_scenario);
    layout->addSpacing(10);
    layout->addWidget(makeHeading(tr("How much load")));
    layout->addWidget(m_load);
    layout->addSpacing(10);
    layout->addWidget(m_environment);
    layout->addSpacing(10);
    layout->addWidget(m_advanced);
    layout->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    connect(m_scenario, &ScenarioSection::browseRequested, this, &ProfilePanel::browseRequested);
    connect(m_scenario, &ScenarioSection::edited, this, &ProfilePanel::read);
    connect(m_load, &LoadSection::edited, this, &ProfilePanel::read);
    connect(m_advanced, &AdvancedSection::edited, this, &ProfilePanel::read);
    connect(m_advanced, &AdvancedSection::extensionRequested, this, &ProfilePanel::extensionRequested);
    connect(m_environment, &EnvironmentSection::edited, this, &ProfilePanel::read);
    connect(m_editor, &ProfileEditor::opened, this, [this] {
        m_environment->showProfile(m_editor->profile());
        showAll();
    });
    connect(m_editor, &ProfileEditor::profileChanged, this, &ProfilePanel::showAll);
    connect(m_editor, &ProfileEditor::problemsChanged, this, &ProfilePanel::showProblems);
    connect(m_editor, &ProfileEditor::lockedChanged, this, &ProfilePanel::setLocked);
    m_environment->showProfile(m_editor->profile());
    showAll();
    showProblems();
    setLocked(m_editor->isLocked());
}

QSize ProfilePanel::sizeHint() const
{
    return {qMax(350, minimumSizeHint().width()), widget()->minimumSizeHint().height()};
}

QSize ProfilePanel::minimumSizeHint() const
{
    const int bar = verticalScrollBar()->sizeHint().width();
    return {widget()->minimumSizeHint().width() + bar, 200};
}

QWidget *ProfilePanel::makeLockHint()
{
    auto *hint = new QWidget;
    auto *text = new QLabel(tr("A test is running. The settings can be changed when it has ended."));
    text->setWordWrap(true);
    auto *layout = new QHBoxLayout(hint);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->addWidget(m_lockIcon, 0, Qt::AlignTop);
    layout->addWidget(text, 1);
    return hint;
}

void ProfilePanel::finishEditing()
{
    if (auto *field = widget()->focusWidget(); field && field->hasFocus())
        field->clearFocus();
}

bool ProfilePanel::eventFilter(QObject *watched, QEvent *event)
{
    // What is unfolded may need more room.
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

void ProfilePanel::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && widget())
        adaptToPalette();
}

void ProfilePanel::read()
{
    auto profile = m_editor->profile();
    m_scenario->writeTo(profile);
    m_load->writeTo(profile);
    m_environment->writeTo(profile);
    m_advanced->writeTo(profile);
    m_editor->edit(profile);
    m_editor->setExtraProblem(ProfileField::Environment, m_environment->problem());
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
    m_environment->showProblems(m_editor->problems());
    m_advanced->showProblems(m_editor->problems());
}

void ProfilePanel::setLocked(bool locked)
{
    m_lockHint->setVisible(locked);
    m_scenario->setReadOnly(locked);
    m_environment->setReadOnly(locked);
    m_advanced->setReadOnly(locked);
    adaptToPalette();
}

void ProfilePanel::adaptToPalette()
{
    const int side = fontMetrics().height();
    m_lockIcon->setPixmap(paletteIcon(QStringLiteral("lock")).pixmap(QSize(side, side), devicePixelRatioF()));
    setFieldsReadOnly(widget(), m_editor->isLocked());
}

} // namespace Molotov
