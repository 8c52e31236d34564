// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runrecord.h"

#include <QByteArray>

namespace Molotov {

/// A run as a JUnit document, which build servers such as Jenkins and GitLab show: the run itself, its goals,
/// checks and scenarios are test cases.
///
/// Where there are goals, they say how many failures are too many: a check or a scenario with failures tells
/// of them, but it is no failed test case. Where there are none, each failure makes one.
QByteArray junitReport(const RunRecord &record);

} // namespace Molotov
