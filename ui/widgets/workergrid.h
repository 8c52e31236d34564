// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/workercell.h"
#include "ui/widgets/workergridlayout.h"

#include <QAbstractScrollArea>

namespace Molotov {

/// The live worker grid: a cell for each worker of a WorkerGridModel, grouped by helper.
///
/// Cells are as large as fits. A change repaints only the lines of cells that hold it.
class WorkerGrid : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit WorkerGrid(const WorkerGridModel *model, QWidget *parent = nullptr);

    /// The worker that the arrow keys stand on, -1 when there is none.
    int currentWorker() const { return m_current; }
    /// Where the cell of a worker is, in coordinates of the viewport.
    QRect cellRect(int worker) const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void arrange();
    void begin();
    void repaintCells(int first, int last);
    void setCurrent(int worker);
    void paintGroup(QPainter &painter, int group, const QRect &dirty);
    void showEmpty(QPainter &painter);
    int captionHeight() const;
    /// How far down the contents are scrolled.
    int offset() const;

    const WorkerGridModel *m_model; // outlives this
    WorkerGridLayout m_layout;
    WorkerCellPixmaps m_pixmaps;
    int m_current = -1;
};

} // namespace Molotov
