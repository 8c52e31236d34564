// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/loadbar.h"

#include "ui/fields/numberbox.h"
#include "ui/fields/plainlabel.h"
#include "ui/fields/timespinbox.h"
#include "ui/models/loadcontrol.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace Molotov {

namespace {

constexpr int RateDecimals = 3;
constexpr int SliderSteps = 200;
constexpr int SliderWidth = 140;
constexpr double LeastReach = 10; // of the slider

} // namespace

LoadBar::LoadBar(LoadControl *control, const Commands *commands, QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_caption(new PlainLabel({}, this))
    , m_load(new NumberBox(0, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_within(new PlainLabel(tr("within"), this))
    , m_ramp(new TimeSpinBox(tr("at once"), this))
    , m_apply(new QPushButton(tr("Apply"), this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 4, 10, 4);
    layout->setSpacing(6);
    addFields();
    layout->addStretch(1);
    addCommands(commands);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_control, &LoadControl::changed, this, &LoadBar::showControl);
    connect(m_load, &QDoubleSpinBox::valueChanged, this, &LoadBar::updateApply);
    connect(m_load, &QDoubleSpinBox::valueChanged, this, &LoadBar::reach);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int step) { m_load->setValue(m_most * step / SliderSteps); });
    connect(m_apply, &QPushButton::clicked, this, &LoadBar::apply);
    showControl();
}

void LoadBar::addFields()
{
    m_caption->setBuddy(m_load);
    m_load->setObjectName(QStringLiteral("liveLoad"));
    m_slider->setObjectName(QStringLiteral("liveLoadSlider"));
    m_slider->setRange(0, SliderSteps);
    m_slider->setPageStep(SliderSteps / 10);
    m_slider->setFixedWidth(SliderWidth);
    m_slider->setToolTip(tr("The same by hand; Apply goes there"));
    m_within->setBuddy(m_ramp);
    m_ramp->setObjectName(QStringLiteral("liveRamp"));
    m_ramp->setAccessibleName(tr("Time in which the load gets there"));
    m_ramp->setToolTip(tr("In this time the load goes evenly to what is set"));
    m_ramp->setMinimumWidth(90);
    m_apply->setObjectName(QStringLiteral("applyLoad"));
    m_apply->setToolTip(tr("Go to this load, and stay there until the run ends"));
    for (QWidget *part :
         {static_cast<QWidget *>(m_caption), static_cast<QWidget *>(m_load), static_cast<QWidget *>(m_slider),
          static_cast<QWidget *>(m_within), static_cast<QWidget *>(m_ramp), static_cast<QWidget *>(m_apply)})
        layout()->addWidget(part);
    for (QAbstractSpinBox *box :
         {static_cast<QAbstractSpinBox *>(m_load), static_cast<QAbstractSpinBox *>(m_ramp)}) {
        auto *enter = new QAction(box);
        enter->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
        enter->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(enter, &QAction::triggered, this, [this, box] {
            box->interpretText();
            apply();
        });
        box->addAction(enter);
    }
}

void LoadBar::addCommands(const Commands *commands)
{
    for (const auto command : {Command::PauseRun, Command::ExtendRun, Command::AddMarker}) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(commands->action(command));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        layout()->addWidget(button);
    }
}

void LoadBar::showControl()
{
    setVisible(m_control->isRunning());
    const bool isRate = m_control->model() == LoadPlan::Model::Open;
    m_caption->setText(isRate ? tr("Rate") : tr("Users"));
    m_load->setAccessibleName(isRate ? tr("Iterations a second") : tr("Users"));
    m_slider->setAccessibleName(m_load->accessibleName());
    m_load->setDecimals(isRate ? RateDecimals : 0);
    m_load->setSuffix(isRate ? tr("/s") : QString());
    m_load->setMaximum(m_control->most());
    const bool canChange = m_control->controls().canChangeLoad;
    for (QWidget *part :
         {static_cast<QWidget *>(m_load), static_cast<QWidget *>(m_slider), static_cast<QWidget *>(m_ramp)})
        part->setEnabled(canChange);
    showTarget();
    updateApply();
}

// What a person is about to set is left alone, unless the load has been changed meanwhile.
void LoadBar::showTarget()
{
    const double target = m_control->target();
    if (!m_control->isRunning())
        m_most = 0;
    reach(2 * target); // so that there is as much room above as below
    if (std::exchange(m_shownTarget, target) != target)
        m_load->setValue(target);
}

// The slider grows with what was asked for, and never under the hand that moves it.
void LoadBar::reach(double load)
{
    m_most = std::max({m_most, LeastReach, std::min(load, m_control->most())});
    const QSignalBlocker blocker(m_slider);
    m_slider->setValue(int(std::lround(m_load->value() / m_most * SliderSteps)));
}

void LoadBar::updateApply()
{
    m_apply->setEnabled(m_control->controls().canChangeLoad && !m_control->isSteadyAt(m_load->value()));
}

void LoadBar::apply()
{
    if (m_control->controls().canChangeLoad)
        m_control->setLoad(m_load->value(), m_ramp->value());
}

void LoadBar::beginEditing()
{
    m_load->setFocus(Qt::ShortcutFocusReason);
    m_load->selectAll();
}

} // namespace Molotov
