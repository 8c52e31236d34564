// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/loadwords.h"

#include "core/control/words/format.h"
#include "core/control/words/timetext.h"

#include <algorithm>
#include <cmath>

using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace Molotov {

namespace {

QString timeOf(microseconds time)
{
    return timeText(std::chrono::round<milliseconds>(time));
}

/// Two points of a course that follow each other; the second is not behind `end`, where the run ends.
struct Piece
{
    LoadPoint begin;
    LoadPoint end;
};

QList<Piece> piecesOf(const LoadPlan &plan)
{
    QList<Piece> pieces;
    const microseconds end = plan.length();
    const auto points = plan.preview();
    for (qsizetype i = 1; i < points.size(); ++i) {
        Piece piece{points.at(i - 1), points.at(i)};
        if (piece.begin.at >= end || piece.begin.at == piece.end.at)
            continue;
        if (piece.end.at > end) {
            const auto part =
                double((end - piece.begin.at).count()) / double((piece.end.at - piece.begin.at).count());
            piece.end = {.at = end, .load = std::lerp(piece.begin.load, piece.end.load, part)};
        }
        pieces.append(piece);
    }
    return pieces;
}

} // namespace

QString LoadWords::amount(LoadPlan::Model model, double load)
{
    if (model == LoadPlan::Model::Open)
        return load == 1 ? tr("1 iteration/s") : tr("%1 iterations/s").arg(Format::number(load));
    const auto users = qint64(std::llround(load));
    return Format::counted(users, tr("user"), tr("users"));
}

QString LoadWords::summary(const LoadPlan &plan)
{
    double most = 0;
    double total = 0;
    bool isLevel = true;
    const auto pieces = piecesOf(plan);
    for (const auto &[begin, end] : pieces) {
        most = std::max({most, begin.load, end.load});
        total += (begin.load + end.load) / 2 * std::chrono::duration<double>(end.at - begin.at).count();
        isLevel = isLevel && begin.load == end.load && begin.load == pieces.first().begin.load;
    }
    const bool isRate = plan.model == LoadPlan::Model::Open;
    const auto load = isRate ? tr("%1/s").arg(Format::number(most)) : amount(plan.model, most);
    const auto time = timeOf(plan.length());
    const auto text = isLevel ? tr("%1 for %2").arg(load, time) : tr("Up to %1 in %2").arg(load, time);
    if (!isRate)
        return text;
    if (plan.iterations > 0)
        total = std::min(total, double(plan.iterations));
    return tr("%1, %2 in all").arg(text, Format::count(qint64(std::llround(total))));
}

QString LoadWords::course(const LoadPlan &plan)
{
    QStringList parts;
    for (const auto &[begin, end] : piecesOf(plan)) {
        const auto time = timeOf(end.at - begin.at);
        parts += begin.load == end.load
                     ? tr("%1 for %2").arg(amount(plan.model, end.load), time)
                     : tr("from %1 to %2 in %3")
                           .arg(Format::number(begin.load), amount(plan.model, end.load), time);
    }
    auto text = parts.join(QStringLiteral(", "));
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

} // namespace Molotov
