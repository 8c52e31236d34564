// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/loadkindbar.h"

#include "ui/fields/wheelguard.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>

namespace Molotov {

LoadKindBar::LoadKindBar(QWidget *parent)
    : QWidget(parent)
    , m_kinds(new QComboBox)
    , m_shapes(new QPushButton(tr("Shapes")))
{
    makeKinds();
    makeShapes();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_kinds, 1);
    layout->addWidget(m_shapes);
    explainKind();
}

void LoadKindBar::makeKinds()
{
    const auto add = [this](LoadKind kind, const QString &name, const QString &meaning) {
        m_kinds->addItem(name, int(kind));
        m_kinds->setItemData(m_kinds->count() - 1, meaning, Qt::ToolTipRole);
    };
    add(LoadKind::Users, tr("Users"),
        tr("The same number of users for the whole run; each begins its next iteration when the last one has "
           "ended"));
    add(LoadKind::Stages, tr("Stages of users"),
        tr("A number of users that goes up and down over the time of the run"));
    add(LoadKind::Rate, tr("Iterations a second"),
        tr("So many iterations begin in each second, whether or not earlier ones have ended"));
    add(LoadKind::RateStages, tr("Stages of iterations/s"),
        tr("Iterations begin at a rate that goes up and down over the time of the run"));
    add(LoadKind::UsersLimit, tr("Find the limit of users"),
        tr("The users grow until a goal no longer holds; the highest number that held is found"));
    add(LoadKind::RateLimit, tr("Find the limit of iterations/s"),
        tr("The iterations a second grow until a goal no longer holds; the highest rate that held is found"));
    m_kinds->setObjectName(QStringLiteral("loadKind"));
    m_kinds->setAccessibleName(tr("Kind of load"));
    m_kinds->setMinimumContentsLength(12);
    m_kinds->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    (new WheelGuard(this))->guard(m_kinds);
    connect(m_kinds, &QComboBox::currentIndexChanged, this, [this] {
        explainKind();
        Q_EMIT kindChosen();
    });
}

void LoadKindBar::makeShapes()
{
    auto *menu = new QMenu(m_shapes);
    for (const auto shape : LoadShapes::all()) {
        auto *action = menu->addAction(
            tr("%1 – %2", "ready-made load").arg(LoadShapes::title(shape), LoadShapes::explanation(shape)));
        action->setObjectName(LoadShapes::name(shape));
        connect(action, &QAction::triggered, this, [this, shape] { Q_EMIT shapeChosen(shape); });
    }
    m_shapes->setObjectName(QStringLiteral("loadShapes"));
    m_shapes->setToolTip(tr("Ready-made stages, for the users or the rate that the test has now"));
    m_shapes->setMenu(menu);
}

LoadKind LoadKindBar::kind() const
{
    return LoadKind(m_kinds->currentData().toInt());
}

void LoadKindBar::setKind(LoadKind kind)
{
    const QSignalBlocker blocker(m_kinds);
    m_kinds->setCurrentIndex(m_kinds->findData(int(kind)));
    explainKind();
}

void LoadKindBar::setReadOnly(bool readOnly)
{
    m_kinds->setEnabled(!readOnly);
    m_shapes->setEnabled(!readOnly);
}

void LoadKindBar::explainKind()
{
    m_kinds->setToolTip(m_kinds->currentData(Qt::ToolTipRole).toString());
}

} // namespace Molotov
