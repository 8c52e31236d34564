// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

#include <algorithm>
#include <chrono>

namespace Molotov {

/// How much load is meant at a moment of a run.
struct LoadPoint
{
    std::chrono::microseconds at{0};
    double load = 0;

    bool operator==(const LoadPoint &) const = default;
};

/// A part of a run; it ends before `end`.
struct TimeSpan
{
    std::chrono::microseconds begin{0};
    std::chrono::microseconds end{0};

    bool operator==(const TimeSpan &) const = default;
};

/// The load of a run over its time, in straight pieces. It begins with no load.
class LoadCurve
{
public:
    /// For so long the load goes from what it was to `load`, evenly.
    void goTo(double load, std::chrono::microseconds time);
    /// The load is `load` at once, and stays so for so long.
    void hold(double load, std::chrono::microseconds time);

    /// Adds another one behind this, with a step where the loads differ.
    void append(const LoadCurve &other);

    /// The part before this moment, ended by the load that is meant then.
    LoadCurve until(std::chrono::microseconds at) const { return between(std::chrono::microseconds(0), at); }
    /// The part from this moment on; its time counts from there.
    LoadCurve from(std::chrono::microseconds at) const { return between(at, std::max(at, length())); }
    /// The part from one moment to another; its time counts from the first one.
    LoadCurve between(std::chrono::microseconds begin, std::chrono::microseconds end) const;
    /// At a step, the load after it; after the end, the last one.
    double loadAt(std::chrono::microseconds at) const;

    std::chrono::microseconds length() const;
    double most() const;
    /// Joined by straight lines, they are the curve. Two of the same moment are a step.
    QList<LoadPoint> points() const;
    /// When the load is above `level`, in order: the spans of time in which user number `level` is needed.
    QList<TimeSpan> above(double level) const;

    /// Of a load a second: how much there is in all.
    double total() const;
    /// When it has come to so much; never more than total().
    std::chrono::microseconds whenTotal(double amount) const;

    bool operator==(const LoadCurve &) const = default;

private:
    struct Piece
    {
        std::chrono::microseconds begin{0};
        std::chrono::microseconds end{0};
        double from = 0;
        double to = 0;

        double loadAt(std::chrono::microseconds at) const;
        std::chrono::microseconds whenAt(double load) const;
        double amount() const;
        std::chrono::microseconds whenAmount(double part) const;
        bool operator==(const Piece &) const = default;
    };

    QList<Piece> m_pieces; // none of them empty
    double m_load = 0; // at the end
};

} // namespace Molotov
