// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/pdf/reportblocks.h"
#include "ui/pdf/reportcolors.h"

#include <QPainter>

namespace Molotov {

/// Paints the drawing of a chart of the HTML report, which uses a small part of SVG: paths of the commands
/// M, L, h and Z, rectangles, and texts.
class ChartPainter
{
public:
    ChartPainter(QPainter &painter, const ReportColors &colors)
        : m_painter(painter)
        , m_colors(colors)
    {
    }

    /// Into this rectangle, which has the proportions of the drawing.
    void paint(const ReportChart &chart, const QRectF &place);

private:
    void paint(const ReportShape &shape);
    void paintText(const ReportShape &shape);
    QPen penOf(const ReportShape &shape) const;
    QBrush brushOf(const ReportShape &shape) const;

    QPainter &m_painter;
    const ReportColors &m_colors;
};

} // namespace Molotov
