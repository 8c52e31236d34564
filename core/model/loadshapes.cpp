// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/loadshapes.h"

#include "core/model/stagetext.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace Molotov {

namespace {

constexpr double UsualBase = 10;

struct ShapeStage
{
    milliseconds time;
    double factor; // of the base
};

QList<ShapeStage> shapeOf(LoadShape shape)
{
    switch (shape) {
    case LoadShape::Smoke:
        return {{1min, 0.05}};
    case LoadShape::Load:
        return {{2min, 1}, {10min, 1}, {1min, 0}};
    case LoadShape::Stress:
        return {{2min, 1}, {5min, 1}, {2min, 2}, {5min, 2}, {2min, 0}};
    case LoadShape::Spike:
        return {{1min, 1}, {2min, 1}, {10s, 5}, {1min, 5}, {10s, 1}, {2min, 1}, {30s, 0}};
    case LoadShape::Soak:
        return {{5min, 1}, {4h, 1}, {5min, 0}};
    case LoadShape::Breakpoint:
        return {{30min, 10}};
    }
    Q_UNREACHABLE();
}

// Numbers that people would write: whole users, rates of three digits.
double roundLoad(double load, bool isRate)
{
    if (load <= 0)
        return 0;
    if (!isRate)
        return std::max(1.0, std::round(load));
    const double unit = std::pow(10.0, std::floor(std::log10(load)) - 2);
    // Divided by what is a whole number if it can be: the result is then the nearest one to what is meant.
    return unit < 1 ? std::round(load / unit) / std::round(1 / unit) : std::round(load / unit) * unit;
}

} // namespace

QList<LoadShape> LoadShapes::all()
{
    return {LoadShape::Smoke, LoadShape::Load, LoadShape::Stress,
            LoadShape::Spike, LoadShape::Soak, LoadShape::Breakpoint};
}

QString LoadShapes::name(LoadShape shape)
{
    switch (shape) {
    case LoadShape::Smoke:
        return QStringLiteral("smoke");
    case LoadShape::Load:
        return QStringLiteral("load");
    case LoadShape::Stress:
        return QStringLiteral("stress");
    case LoadShape::Spike:
        return QStringLiteral("spike");
    case LoadShape::Soak:
        return QStringLiteral("soak");
    case LoadShape::Breakpoint:
        return QStringLiteral("breakpoint");
    }
    Q_UNREACHABLE();
}

std::optional<LoadShape> LoadShapes::fromName(const QString &name)
{
    const auto shapes = all();
    const auto found = std::find_if(shapes.begin(), shapes.end(),
                                    [&name](LoadShape shape) { return LoadShapes::name(shape) == name; });
    return found == shapes.end() ? std::nullopt : std::optional(*found);
}

QString LoadShapes::title(LoadShape shape)
{
    switch (shape) {
    case LoadShape::Smoke:
        return tr("Smoke");
    case LoadShape::Load:
        return tr("Load");
    case LoadShape::Stress:
        return tr("Stress");
    case LoadShape::Spike:
        return tr("Spike");
    case LoadShape::Soak:
        return tr("Soak");
    case LoadShape::Breakpoint:
        return tr("Breakpoint");
    }
    Q_UNREACHABLE();
}

QString LoadShapes::explanation(LoadShape shape)
{
    switch (shape) {
    case LoadShape::Smoke:
        return tr("A twentieth of the load for a minute: does everything work?");
    case LoadShape::Load:
        return tr("The usual load, held for 10 minutes: is it fast enough?");
    case LoadShape::Stress:
        return tr("The usual load, then twice as much: what gets slow or fails?");
    case LoadShape::Spike:
        return tr("Five times the load within seconds, then back: does it recover?");
    case LoadShape::Soak:
        return tr("The usual load for 4 hours: does anything leak or get slower?");
    case LoadShape::Breakpoint:
        return tr("Up to ten times the load in 30 minutes: where does it break?");
    }
    Q_UNREACHABLE();
}

double LoadShapes::baseOf(const Profile &profile)
{
    const auto plan = profile.loadPlan();
    const bool hasStages = !profile.rate.isEmpty() || !profile.stages.isEmpty();
    double base = hasStages ? 0 : plan.users;
    for (const auto &stage : plan.stages)
        base = std::max(base, stage.load);
    return base;
}

Profile LoadShapes::apply(LoadShape shape, double base, Profile profile)
{
    const bool isRate = !profile.rate.isEmpty();
    if (base <= 0)
        base = UsualBase;
    QList<LoadStage> stages;
    milliseconds length{0};
    for (const auto &[time, factor] : shapeOf(shape)) {
        stages.append({.time = time, .load = roundLoad(base * factor, isRate)});
        length += time;
    }
    profile.stages = isRate ? QString() : StageText::ofUserStages(stages);
    profile.rate = isRate ? StageText::ofRateStages(stages) : QString();
    profile.stepped = shape == LoadShape::Smoke; // the others go from load to load
    profile.rampUp = profile.rampDown = milliseconds(0);
    profile.duration = std::max(profile.duration, length);
    return profile;
}

} // namespace Molotov
