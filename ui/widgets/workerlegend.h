// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/workergridmodel.h"

#include <QWidget>

namespace Molotov {

/// What the cells of the worker grid mean, with the number of workers in each state.
class WorkerLegend : public QWidget
{
    Q_OBJECT

public:
    explicit WorkerLegend(const WorkerGridModel *model, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Entry
    {
        CellState state = CellState::Waiting;
        QRect rect;
        int count = 0;
    };

    /// In lines as wide as fits.
    QList<Entry> entries(int width) const;
    void countsChanged();

    const WorkerGridModel *m_model; // outlives this
    int m_height = 0; // that the layout knows of
};

} // namespace Molotov
