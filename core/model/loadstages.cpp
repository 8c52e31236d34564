// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/loadstages.h"

#include "core/model/stagetext.h"

#include <QCoreApplication>
#include <QStringList>

#include <optional>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

Result<QList<LoadStage>> parse(const QString &text, std::optional<double> (*loadOf)(const QString &),
                               const QString &help)
{
    QList<LoadStage> stages;
    const auto parts = text.split(QLatin1Char(','));
    for (const auto &part : parts) {
        const auto colon = part.indexOf(QLatin1Char(':'));
        const auto time = colon < 0 ? std::nullopt : StageText::time(part.left(colon));
        const auto load = colon < 0 ? std::nullopt : loadOf(part.mid(colon + 1));
        if (!time || !load)
            return Error{help.arg(part.trimmed())};
        stages.append({.time = *time, .load = *load});
    }
    return stages;
}

} // namespace

Result<QList<LoadStage>> LoadStages::parseUsers(const QString &text)
{
    return parse(text, &StageText::users,
                 QCoreApplication::translate(
                     "LoadStages", "“%1” is no stage: write a time and the users at its end, with commas "
                                   "between stages, such as 30s:10,1m:50,30s:0."));
}

Result<QList<LoadStage>> LoadStages::parseRates(const QString &text)
{
    if (const auto rate = StageText::rate(text))
        return QList<LoadStage>{{.time = milliseconds(0), .load = *rate}};
    return parse(text, &StageText::rate,
                 QCoreApplication::translate(
                     "LoadStages", "“%1” is no rate: write iterations a second, such as 100/s, or stages "
                                   "with commas between them, such as 30s:10/s,1m:100/s."));
}

} // namespace Molotov
