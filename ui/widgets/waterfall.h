// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/phases.h"

#include <QStyledItemDelegate>
#include <QWidget>

namespace Molotov {

/// When an exchange took place among the others, with its phases in their colours.
class WaterfallDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

/// The colours of the phases with their names, in the order in which they follow each other.
class PhaseLegend : public QWidget
{
    Q_OBJECT

public:
    explicit PhaseLegend(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace Molotov
