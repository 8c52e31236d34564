// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/loadsection.h"

#include "core/control/words/loadwords.h"
#include "core/model/limitsearch.h"
#include "core/model/sizing.h"
#include "ui/charts/loadpreview.h"
#include "ui/pages/loadform.h"
#include "ui/pages/loadkindbar.h"

#include <QVBoxLayout>

#include <algorithm>

namespace Molotov {

namespace {

const QString UsualRate = QStringLiteral("10/s");

QString stagesOf(const Profile &profile)
{
    return profile.rate.isEmpty() ? profile.stages : profile.rate;
}

// How a search for the limit begins, while the goal holds.
LoadPlan growthOf(const Profile &profile)
{
    constexpr int Shown = 6; // loads; the next ones are far above all others
    auto plan = profile.loadPlan();
    double load = plan.curve().most();
    plan.isStepped = true;
    plan.rampUp = plan.rampDown = {};
    plan.stages.clear();
    for (int i = 0; i < Shown; ++i, load *= LimitRule().growth)
        plan.stages.append({.time = profile.limitSettling + profile.limitStep, .load = load});
    return plan;
}

bool isOfLoad(ProfileField field)
{
    static const auto fields = LoadKinds::all();
    return fields.contains(field);
}

} // namespace

LoadSection::LoadSection(QWidget *parent)
    : QWidget(parent)
    , m_kind(new LoadKindBar)
    , m_preview(new LoadPreview)
    , m_form(new LoadForm)
{
    m_preview->setObjectName(QStringLiteral("loadPreview"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_kind);
    layout->addWidget(m_preview);
    layout->addWidget(m_form);
    connect(m_kind, &LoadKindBar::kindChosen, this, &LoadSection::chooseKind);
    connect(m_kind, &LoadKindBar::shapeChosen, this, &LoadSection::applyShape);
    connect(m_form, &LoadForm::edited, this, &LoadSection::edited);
}

void LoadSection::openProfile(const Profile &profile)
{
    m_opened = profile;
    m_usedShape.reset();
    m_preview->clear();
    m_form->forgetTyping();
    m_form->showProfile(profile);
    setKind(LoadKinds::of(profile));
    showPreview(profile);
}

void LoadSection::showProfile(const Profile &profile)
{
    auto same = profile;
    writeTo(same);
    if (same != profile) { // changed elsewhere
        m_form->showProfile(profile);
        setKind(LoadKinds::of(profile));
    }
    m_form->showProduct(profile);
    showPreview(profile);
}

void LoadSection::writeTo(Profile &profile) const
{
    LoadKinds::copy(reduced(), profile);
}

Profile LoadSection::reduced() const
{
    const auto kind = m_kind->kind();
    return LoadKinds::reduced(m_form->typed(), fields(kind),
                              kind == LoadKinds::of(m_opened) ? m_opened : Profile());
}

LoadKinds::Fields LoadSection::fields(LoadKind kind) const
{
    auto fields = LoadKinds::fields(kind);
    if (kind == LoadKinds::of(m_opened))
        fields += LoadKinds::leftovers(m_opened);
    return fields;
}

void LoadSection::setKind(LoadKind kind)
{
    m_kind->setKind(kind);
    m_form->setKind(kind, fields(kind));
}

void LoadSection::chooseKind()
{
    setKind(m_kind->kind());
    m_form->fillEmptyFields();
    Q_EMIT edited();
}

void LoadSection::applyShape(LoadShape shape)
{
    auto profile = reduced();
    profile.findLimit.clear(); // a shape says the load
    if (LoadKinds::isRate(m_kind->kind()) && profile.rate.isEmpty())
        profile.rate = UsualRate;
    const bool isOfShape = m_usedShape && m_usedShape->stages == stagesOf(profile);
    const auto base = isOfShape ? m_usedShape->base : LoadShapes::baseOf(profile);
    profile = LoadShapes::apply(shape, base, profile);
    m_usedShape = {base, stagesOf(profile)};
    setKind(LoadKinds::of(profile));
    m_form->showStages(profile);
    Q_EMIT edited();
}

void LoadSection::showProblems(const QMap<ProfileField, QString> &problems)
{
    m_form->showProblems(problems);
    QString first;
    for (auto it = problems.begin(); it != problems.end() && first.isEmpty(); ++it)
        first = isOfLoad(it.key()) ? it.value() : QString();
    m_preview->setProblem(first);
}

QMap<ProfileField, QString> LoadSection::typingProblems() const
{
    return m_form->typingProblems();
}

void LoadSection::setReadOnly(bool readOnly)
{
    m_kind->setReadOnly(readOnly);
    m_form->setReadOnly(readOnly);
}

// One that cannot be run leaves the one before.
void LoadSection::showPreview(const Profile &profile)
{
    const auto meant = profile.sizing ? withSizingDefaults(profile) : profile;
    const auto problems = meant.validate();
    const auto typing = typingProblems();
    const bool isWrong =
        std::any_of(problems.begin(), problems.end(),
                    [](const auto &problem) { return isOfLoad(problem.field); })
        || std::any_of(typing.begin(), typing.end(), [](const QString &text) { return !text.isEmpty(); });
    if (isWrong)
        return;
    if (meant.findLimit.isEmpty())
        m_preview->setPlan(meant.loadPlan());
    else
        m_preview->setPlan(growthOf(meant), tr("From %1, doubled as long as the goal holds")
                                                .arg(LoadWords::amount(meant.loadPlan().model,
                                                                       meant.loadPlan().curve().most())));
}

} // namespace Molotov
