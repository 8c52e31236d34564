// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace Molotov {

/// A generator of random numbers that takes eight bytes, where std::mt19937_64 takes 2,504: each worker has
/// one.
///
/// SplitMix64: G. Steele, D. Lea, C. Flood: Fast splittable pseudorandom number generators, OOPSLA 2014.
class SmallRandom
{
public:
    /// Seeds that lie near to each other give numbers that do not.
    explicit SmallRandom(quint64 seed = 0)
        : m_state(seed)
    {
    }

    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15;
        auto mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }

    /// From 0 up to but not including 1, with all 53 bits of a double.
    double nextUnit() { return double(next() >> 11) * 0x1p-53; }

private:
    quint64 m_state;
};

} // namespace Molotov
