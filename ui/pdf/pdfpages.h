// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPdfWriter>
#include <QString>
#include <QTextLayout>

#include <memory>

namespace Molotov {

/// Lengths on paper are tenths of a point: letters of that many units have widths that are hardly rounded.
constexpr double points(double count)
{
    return 10 * count;
}

QFont reportFont(double sizeInPoints, QFont::Weight weight = QFont::Normal);
QFont reportMonospaceFont(double sizeInPoints);

/// A text that is broken into lines of a width.
class BrokenText
{
public:
    BrokenText(const QString &text, const QFont &font, double width, Qt::Alignment alignment = Qt::AlignLeft);

    double height() const { return m_height; }
    int lineCount() const { return m_layout->lineCount(); }
    double lineHeight() const { return lineCount() > 0 ? m_height / lineCount() : 0; }
    void draw(QPainter &painter, const QPointF &at) const;
    void drawLine(QPainter &painter, int line, const QPointF &at) const;

private:
    std::unique_ptr<QTextLayout> m_layout;
    double m_height = 0;
};

/// A4 pages that are filled from top to bottom.
class PdfPages
{
public:
    /// `footer` stands on each page, beside its number.
    PdfPages(QIODevice *device, const QString &title, const QString &footer);
    ~PdfPages();

    QPainter &painter() { return m_painter; }
    double width() const { return m_width; }
    double top() const { return m_y; }
    double left() const { return m_height - m_y; }
    double height() const { return m_height; }
    bool isAtTop() const { return m_y <= 0; }
    int pageCount() const { return m_page; }

    void advance(double height) { m_y += height; }
    /// Goes to the next page when less than this is left, and more has a page.
    void ensure(double height);
    void beginPage();

private:
    void drawFooter();

    QPdfWriter m_writer;
    QPainter m_painter;
    QString m_footer;
    double m_width = 0;
    double m_height = 0;
    double m_y = 0;
    int m_page = 1;
};

} // namespace Molotov
