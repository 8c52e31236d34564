// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/errorgroup.h"

#include <QList>
#include <QString>

/// The calls of an error as a result file keeps them: a JSON array of {"function", "file", "line", "column"},
/// the innermost call first.
namespace Molotov::StackText {

QString of(const QList<StackFrame> &stack);
/// Empty for a text that is none.
QList<StackFrame> parse(const QString &text);

} // namespace Molotov::StackText
