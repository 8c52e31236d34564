// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/pdf/reportblocks.h"

#include <QFont>
#include <QList>

#include <functional>

namespace Molotov {

class PdfPages;
class ReportColors;

/// Lays a table out on pages: numbers have the room that they need, texts share the rest and are broken into
/// lines; no row is torn apart, and each page repeats the titles.
class PdfTable
{
public:
    PdfTable(PdfPages &pages, const ReportColors &colors, const ReportTable &table);

    /// Of the titles and the first row.
    double leastHeight();
    /// `goOn` is asked before each row; false ends the drawing.
    void draw(const std::function<bool()> &goOn);

private:
    void chooseWidths();
    bool setWidths(double size);
    double naturalWidth(qsizetype column) const;
    double heightOf(const QList<ReportCell> &row, bool isTitle) const;
    void drawRow(const QList<ReportCell> &row, bool isTitle);
    QFont fontOf(const ReportCell &cell, bool isTitle) const;
    bool isNumber(qsizetype column) const;

    PdfPages &m_pages;
    const ReportColors &m_colors;
    const ReportTable &m_table;
    QList<double> m_widths;
    double m_size = 0; // of letters, in points
};

} // namespace Molotov
