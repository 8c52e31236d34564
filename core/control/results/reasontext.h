// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/reasons.h"

#include <QList>
#include <QString>

#include <optional>

/// Why something of a run went wrong, as a result file keeps it: JSON with a code and those of its arguments
/// that are set. Empty for nothing; what cannot be read is nothing too.
namespace Molotov::ReasonText {

QString of(const RunReason &reason);
RunReason reason(const QString &text);

/// A JSON array.
QString of(const QList<HelperLoss> &losses);
QList<HelperLoss> losses(const QString &text);

QString of(const std::optional<RunProblem> &problem);
std::optional<RunProblem> problem(const QString &text);

} // namespace Molotov::ReasonText
