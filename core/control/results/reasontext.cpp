// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/reasontext.h"

#include "core/control/results/codes.h"
#include "core/model/goalparser.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Molotov::ReasonText {

namespace {

const QString Code = QStringLiteral("code");
const QString Text = QStringLiteral("text");
const QString Loss = QStringLiteral("loss");
const QString Goal = QStringLiteral("goal");
const QString Measured = QStringLiteral("measured");
const QString Helper = QStringLiteral("helper");
const QString Pid = QStringLiteral("pid");
const QString Limit = QStringLiteral("limit_ms");
const QString Number = QStringLiteral("number");
const QString Expected = QStringLiteral("expected");
const QString LastLine = QStringLiteral("last_line");
const QString Workers = QStringLiteral("workers");

void add(QJsonObject &object, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(name, text);
}

void add(QJsonObject &object, const QString &name, qint64 number)
{
    if (number != 0)
        object.insert(name, number);
}

QJsonObject toJson(const HelperLoss &loss)
{
    QJsonObject object{{Code, Codes::of(loss.code)}, {Helper, loss.helper}};
    add(object, Pid, loss.pid);
    add(object, Limit, qint64(loss.limit.count()));
    add(object, Number, loss.number);
    add(object, Expected, loss.expected);
    add(object, Text, loss.text);
    add(object, LastLine, loss.lastLine);
    return object;
}

HelperLoss lossOf(const QJsonObject &object)
{
    return {.code = Codes::valueOf(object[Code].toString(), lastEnumerator(HelperLoss::Code()),
                                   HelperLoss::Code::NotStarted),
            .helper = object[Helper].toInt(),
            .pid = object[Pid].toInteger(),
            .limit = std::chrono::milliseconds(object[Limit].toInteger()),
            .number = object[Number].toInt(),
            .expected = object[Expected].toInt(),
            .text = object[Text].toString(),
            .lastLine = object[LastLine].toString()};
}

QString written(const QJsonDocument &document)
{
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QJsonObject objectOf(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

} // namespace

QString of(const RunReason &reason)
{
    if (reason.code == RunReason::Code::None)
        return {};
    QJsonObject object{{Code, Codes::of(reason.code)}};
    add(object, Text, reason.text);
    if (reason.code == RunReason::Code::GlobalSetupLost)
        object.insert(Loss, toJson(reason.loss));
    if (reason.code == RunReason::Code::GoalBroken) {
        object.insert(Goal, reason.goal.goal.toString());
        object.insert(Measured, reason.goal.measured.value_or(0));
    }
    return written(QJsonDocument(object));
}

RunReason reason(const QString &text)
{
    const auto object = objectOf(text);
    RunReason reason{.code = Codes::valueOf(object[Code].toString(), lastEnumerator(RunReason::Code()),
                                            RunReason::Code::None),
                     .text = object[Text].toString()};
    if (reason.code == RunReason::Code::GlobalSetupLost)
        reason.loss = lossOf(object[Loss].toObject());
    if (reason.code == RunReason::Code::GoalBroken)
        reason.goal = {.goal = parseGoals({object[Goal].toString()}).value(0),
                       .state = GoalStatus::State::Broken,
                       .measured = object[Measured].toDouble()};
    return reason;
}

QString of(const QList<HelperLoss> &losses)
{
    if (losses.isEmpty())
        return {};
    QJsonArray array;
    for (const auto &loss : losses)
        array.append(toJson(loss));
    return written(QJsonDocument(array));
}

QList<HelperLoss> losses(const QString &text)
{
    QList<HelperLoss> losses;
    const auto array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto &value : array)
        losses.append(lossOf(value.toObject()));
    return losses;
}

QString of(const std::optional<RunProblem> &problem)
{
    if (!problem)
        return {};
    QJsonObject object{{Code, Codes::of(problem->code)}};
    if (problem->code != RunProblem::Code::GlobalTeardownTooLong)
        object.insert(Loss, toJson(problem->loss));
    add(object, Workers, problem->workers);
    add(object, Limit, qint64(problem->limit.count()));
    return written(QJsonDocument(object));
}

std::optional<RunProblem> problem(const QString &text)
{
    const auto object = objectOf(text);
    if (object.isEmpty())
        return {};
    return RunProblem{.code = Codes::valueOf(object[Code].toString(), lastEnumerator(RunProblem::Code()),
                                             RunProblem::Code::WorkersLost),
                      .loss = lossOf(object[Loss].toObject()),
                      .workers = object[Workers].toInt(),
                      .limit = std::chrono::milliseconds(object[Limit].toInteger())};
}

} // namespace Molotov::ReasonText
