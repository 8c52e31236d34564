// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/words/runwords.h"

#include <QWidget>

class QLabel;

namespace Molotov {

/// A few numbers beside each other, large enough to be read from some steps away, each below its caption.
/// Takes no room while there is none.
class FigureRow : public QWidget
{
    Q_OBJECT

public:
    explicit FigureRow(QWidget *parent = nullptr);

    void setFigures(const QList<RunFigure> &figures);
    const QList<RunFigure> &figures() const { return m_figures; }

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Column
    {
        QLabel *caption;
        QLabel *value;
    };

    Column addColumn();
    void applyColors();

    QList<RunFigure> m_figures;
    QList<Column> m_columns;
};

} // namespace Molotov
