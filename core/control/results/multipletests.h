// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

namespace Molotov {

/// Holm's adjusted p-values of a family of tests, in the order of `probabilities`. Where an adjusted value is
/// at most 5 %, the difference is real; the chance that any of these claims is wrong is then at most 5 %,
/// however the tests depend on each other.
///
/// Holm (S. Holm, Scandinavian Journal of Statistics 6 (1979), 65–70) and not Benjamini-Hochberg: one false
/// "slower" is enough to break a build, so the chance of any false claim is what counts.
/// Benjamini-Hochberg only bounds the share of false claims among all claims, and needs to know how the tests
/// depend on each other; the endpoints of a run share one server and are dependent.
QList<double> holmAdjusted(const QList<double> &probabilities);

} // namespace Molotov
