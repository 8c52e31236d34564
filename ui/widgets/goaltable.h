// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"
#include "ui/models/recordtablemodel.h"
#include "ui/widgets/datatable.h"

class QPixmap;

namespace Molotov {

/// How a run stands to its goals: each with a light, in words, what was measured, and the limit.
class GoalTable : public DataTable
{
    Q_OBJECT

public:
    /// The model lives longer.
    explicit GoalTable(RecordTableModel<GoalStatus> *model, QWidget *parent = nullptr);
};

/// A light that tells the states apart by its shape and its sign, and by its colour too.
QPixmap goalLight(GoalStatus::State state, const QPalette &palette, int size, double pixelRatio);

} // namespace Molotov
