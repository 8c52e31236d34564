// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/seriesmodel.h"

#include <QWidget>

namespace Molotov {

class Theme;

/// One column of two runs over the time since their load began, one upon the other.
class OverlayChart : public QWidget
{
    Q_OBJECT

public:
    OverlayChart(const QString &title, SeriesModel::Column column, QWidget *parent = nullptr);

    void setRuns(const QList<SeriesPoint> &before, const QList<SeriesPoint> &after);
    /// Of the run before, and of the one after.
    static QColor color(const Theme &theme, bool isAfter);

    QSize minimumSizeHint() const override { return {200, 110}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRectF plot() const;
    void drawAxes(QPainter &painter, const Theme &theme, const QRectF &area) const;
    void drawRun(QPainter &painter, const QRectF &area, const QList<SeriesPoint> &points,
                 const QColor &color) const;
    QString valueText(double value) const;

    const QString m_title;
    const SeriesModel::Column m_column;
    QList<SeriesPoint> m_before;
    QList<SeriesPoint> m_after;
    double m_largest = 0;
    int m_span = 1; // seconds
};

} // namespace Molotov
