// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/loadcurve.h"

#include <algorithm>
#include <cmath>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

void LoadCurve::goTo(double load, microseconds time)
{
    if (time > microseconds(0))
        m_pieces.append({.begin = length(), .end = length() + time, .from = m_load, .to = load});
    m_load = load;
}

void LoadCurve::hold(double load, microseconds time)
{
    m_load = load;
    goTo(load, time);
}

void LoadCurve::append(const LoadCurve &other)
{
    const auto begin = length();
    for (auto piece : other.m_pieces) {
        piece.begin += begin;
        piece.end += begin;
        m_pieces.append(piece);
    }
    if (!other.m_pieces.isEmpty())
        m_load = other.m_load;
}

LoadCurve LoadCurve::between(microseconds begin, microseconds end) const
{
    LoadCurve part;
    for (const auto &piece : m_pieces) {
        const auto from = std::max(begin, piece.begin);
        const auto to = std::min(end, piece.end);
        if (from < to)
            part.m_pieces.append({.begin = from - begin,
                                  .end = to - begin,
                                  .from = piece.loadAt(from),
                                  .to = piece.loadAt(to)});
    }
    part.m_load = part.m_pieces.isEmpty() ? loadAt(begin) : part.m_pieces.last().to;
    return part;
}

double LoadCurve::loadAt(microseconds at) const
{
    for (const auto &piece : m_pieces) {
        if (at < piece.end)
            return piece.loadAt(at);
    }
    return m_load;
}

double LoadCurve::Piece::loadAt(microseconds at) const
{
    if (at >= end)
        return to;
    return from + (to - from) * (double((at - begin).count()) / double((end - begin).count()));
}

microseconds LoadCurve::length() const
{
    return m_pieces.isEmpty() ? microseconds(0) : m_pieces.last().end;
}

double LoadCurve::most() const
{
    double most = 0;
    for (const auto &piece : m_pieces)
        most = std::max({most, piece.from, piece.to});
    return most;
}

QList<LoadPoint> LoadCurve::points() const
{
    QList<LoadPoint> points;
    for (const auto &piece : m_pieces) {
        const LoadPoint begin{.at = piece.begin, .load = piece.from};
        if (points.isEmpty() || points.last() != begin)
            points.append(begin);
        points.append({.at = piece.end, .load = piece.to});
    }
    return points;
}

double LoadCurve::total() const
{
    double total = 0;
    for (const auto &piece : m_pieces)
        total += piece.amount();
    return total;
}

microseconds LoadCurve::whenTotal(double amount) const
{
    for (const auto &piece : m_pieces) {
        const auto own = piece.amount();
        if (amount < own)
            return piece.whenAmount(amount);
        amount -= own;
    }
    return length();
}

double LoadCurve::Piece::amount() const
{
    return (from + to) / 2 * std::chrono::duration<double>(end - begin).count();
}

// The load is from + (to - from) × t / T after t; up to then there has come a·t + (b - a)·t² / 2T. This is
// solved for t in the form that also holds for a piece that is level.
microseconds LoadCurve::Piece::whenAmount(double part) const
{
    if (part <= 0)
        return begin;
    const auto time = std::chrono::duration<double>(end - begin).count();
    const auto root = std::sqrt(std::max(0.0, from * from + 2 * part * (to - from) / time));
    const std::chrono::duration<double> after(2 * part / (from + root));
    return std::min(end, begin + std::chrono::round<microseconds>(after));
}

// In floating point, as microseconds times users overflow within a piece of a year.
microseconds LoadCurve::Piece::whenAt(double load) const
{
    return begin + microseconds(std::llround(double((end - begin).count()) * (load - from) / (to - from)));
}

QList<TimeSpan> LoadCurve::above(double level) const
{
    QList<TimeSpan> spans;
    const auto add = [&spans](const TimeSpan &span) {
        if (span.begin >= span.end)
            return;
        if (!spans.isEmpty() && spans.last().end == span.begin)
            spans.last().end = span.end;
        else
            spans.append(span);
    };
    for (const auto &piece : m_pieces) {
        const bool startsAbove = piece.from > level;
        const bool endsAbove = piece.to > level;
        if (startsAbove || endsAbove) {
            add({.begin = startsAbove ? piece.begin : piece.whenAt(level),
                 .end = endsAbove ? piece.end : piece.whenAt(level)});
        }
    }
    return spans;
}

} // namespace Molotov
