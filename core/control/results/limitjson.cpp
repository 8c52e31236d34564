// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/limitjson.h"

#include "core/control/results/codes.h"
#include "core/model/goalparser.h"

#include <QJsonArray>

#include <cmath>

using std::chrono::microseconds;

namespace Molotov {

namespace {

constexpr QLatin1String UsersCode("users");
constexpr QLatin1String RateCode("rate");

double limitSeconds(microseconds time)
{
    return std::chrono::duration<double>(time).count();
}

microseconds timeIn(const QJsonValue &value, double microsecondsOfUnit)
{
    return microseconds(std::llround(value.toDouble() * microsecondsOfUnit));
}

QJsonValue stepJson(const LimitStep &step)
{
    return QJsonObject{{QStringLiteral("load"), step.load},
                       {QStringLiteral("outcome"), Codes::of(step.outcome)},
                       {QStringLiteral("from_s"), limitSeconds(step.from)},
                       {QStringLiteral("to_s"), limitSeconds(step.to)},
                       {QStringLiteral("measured"),
                        step.measured ? QJsonValue(*step.measured) : QJsonValue(QJsonValue::Null)},
                       {QStringLiteral("iterations"), step.iterations},
                       {QStringLiteral("failed"), step.failed},
                       {QStringLiteral("dropped"), step.dropped},
                       {QStringLiteral("requests_per_s"), step.requestRate},
                       {QStringLiteral("p95_ms"), double(step.p95.count()) / 1000},
                       {QStringLiteral("limited_by"), Codes::of(step.limitedBy)},
                       {QStringLiteral("trusted"), step.isTrusted}};
}

QJsonValue stepOrNull(const LimitStep *step)
{
    return step != nullptr ? stepJson(*step) : QJsonValue(QJsonValue::Null);
}

LimitStep stepOf(const QJsonObject &object)
{
    const auto value = [&object](const char *key) { return object.value(QLatin1String(key)); };
    LimitStep step{
        .load = value("load").toDouble(),
        .outcome = Codes::valueOf(value("outcome").toString(), lastEnumerator(LimitStep::Outcome()),
                                  LimitStep::Outcome::NothingMeasured),
        .from = timeIn(value("from_s"), 1e6),
        .to = timeIn(value("to_s"), 1e6),
        .iterations = value("iterations").toInteger(),
        .failed = value("failed").toInteger(),
        .dropped = value("dropped").toInteger(),
        .requestRate = value("requests_per_s").toDouble(),
        .p95 = timeIn(value("p95_ms"), 1e3),
        .limitedBy =
            Codes::valueOf(value("limited_by").toString(), lastEnumerator(RunLimit()), RunLimit::Nothing),
        .isTrusted = value("trusted").toBool(true)};
    if (value("measured").isDouble())
        step.measured = value("measured").toDouble();
    return step;
}

} // namespace

QJsonObject limitJson(const LimitResult &result)
{
    QJsonArray steps;
    for (const auto &step : result.steps)
        steps.append(stepJson(step));
    return {{QStringLiteral("verdict"), Codes::of(result.verdict)},
            {QStringLiteral("goal"), result.goal.toString()},
            {QStringLiteral("load"), result.isRate ? RateCode : UsersCode},
            {QStringLiteral("tolerance_percent"), result.tolerance},
            {QStringLiteral("most"), result.most},
            {QStringLiteral("held"), stepOrNull(result.held())},
            {QStringLiteral("broken"), stepOrNull(result.broken())},
            {QStringLiteral("steps"), steps}};
}

std::optional<LimitResult> limitOf(const QJsonObject &object)
{
    const auto goals = parseGoals({object.value(QLatin1String("goal")).toString()});
    if (goals.isEmpty())
        return std::nullopt;
    using Verdict = LimitResult::Verdict;
    LimitResult result{.verdict = Codes::valueOf(object.value(QLatin1String("verdict")).toString(),
                                                 lastEnumerator(Verdict()), Verdict::NotFinished),
                       .goal = goals.first(),
                       .isRate = object.value(QLatin1String("load")).toString() == RateCode,
                       .tolerance = object.value(QLatin1String("tolerance_percent")).toDouble(),
                       .most = object.value(QLatin1String("most")).toDouble()};
    const auto steps = object.value(QLatin1String("steps")).toArray();
    for (const auto &step : steps)
        result.steps.append(stepOf(step.toObject()));
    if (!result.steps.isEmpty())
        result.load = result.steps.last().load;
    return result;
}

} // namespace Molotov
