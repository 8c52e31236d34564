// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/kneechart.h"

#include "core/control/words/format.h"
#include "core/control/words/limitwords.h"
#include "ui/theme.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace Molotov {

namespace {

constexpr int ValueTickDistance = 34;
constexpr int LoadTickDistance = 90;
constexpr double KneeLineWidth = 1.6;
constexpr double KneeDotSize = 5;

} // namespace

KneeChart::KneeChart(QWidget *parent)
    : QChartView(new QChart, parent)
    , m_loadAxis(new QValueAxis(this))
    , m_rateAxis(new QValueAxis(this))
    , m_latencyAxis(new QValueAxis(this))
{
    chart()->setBackgroundVisible(false);
    chart()->setMargins({4, 0, 4, 0});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setLocalizeNumbers(true);
    chart()->addAxis(m_loadAxis, Qt::AlignBottom);
    chart()->addAxis(m_rateAxis, Qt::AlignLeft);
    chart()->addAxis(m_latencyAxis, Qt::AlignRight);
    chart()->legend()->setAlignment(Qt::AlignTop);
    m_rateAxis->setTitleText(tr("Requests/s"));
    m_latencyAxis->setTitleText(tr("p95, ms"));
    m_latencyAxis->setGridLineVisible(false);
    m_rate = addLine(m_rateAxis, tr("Requests/s"));
    m_latency = addLine(m_latencyAxis, tr("p95"));
    m_held = addLine(m_rateAxis, {});
    m_broken = addLine(m_rateAxis, {});
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Throughput and latency over the load"));
    applyColors();
    rebuild();
}

QLineSeries *KneeChart::addLine(QValueAxis *axis, const QString &name)
{
    auto *line = new QLineSeries(this);
    line->setName(name);
    chart()->addSeries(line);
    line->attachAxis(m_loadAxis);
    line->attachAxis(axis);
    return line;
}

void KneeChart::setResult(const std::optional<LimitResult> &result)
{
    if (std::exchange(m_result, result) != result)
        rebuild();
}

QList<QPointF> KneeChart::throughput() const
{
    return m_rate->points();
}

QList<QPointF> KneeChart::latency() const
{
    return m_latency->points();
}

QString KneeChart::summary() const
{
    if (!m_result || m_result->steps.isEmpty())
        return tr("Throughput and latency over the load appear here.");
    return LimitWords::verdict(*m_result);
}

void KneeChart::rebuild()
{
    QList<QPointF> rates;
    QList<QPointF> latencies;
    const auto steps = m_result ? m_result->curve() : QList<LimitStep>();
    double mostRate = 0;
    double mostLatency = 0;
    for (const auto &step : steps) {
        rates.append({step.load, step.requestRate});
        mostRate = std::max(mostRate, step.requestRate);
        if (step.p95.count() == 0)
            continue; // no whole response
        latencies.append({step.load, double(step.p95.count()) / 1000});
        mostLatency = std::max(mostLatency, latencies.last().y());
    }
    m_rate->replace(rates);
    m_latency->replace(latencies);
    scale(m_loadAxis, steps.isEmpty() ? 1 : steps.last().load, width(), LoadTickDistance);
    scale(m_rateAxis, mostRate, height(), ValueTickDistance);
    scale(m_latencyAxis, mostLatency, height(), ValueTickDistance);
    m_loadAxis->setTitleText(m_result && m_result->isRate ? tr("Iterations/s") : tr("Users"));
    drawLoad(m_held, m_result ? m_result->held() : nullptr, tr("held: %1"));
    drawLoad(m_broken, m_result ? m_result->broken() : nullptr, tr("did not hold: %1"));
    for (auto *axis : {m_loadAxis, m_rateAxis, m_latencyAxis})
        axis->setVisible(!steps.isEmpty());
    chart()->legend()->setVisible(!steps.isEmpty());
    setAccessibleDescription(summary());
    setToolTip(Format::toolTip(summary()));
    viewport()->update();
}

void KneeChart::drawLoad(QLineSeries *line, const LimitStep *step, const QString &name)
{
    line->clear();
    if (step != nullptr) {
        line->append(step->load, 0);
        line->append(step->load, m_rateAxis->max());
        line->setName(name.arg(Format::number(step->load)));
    }
    for (auto *marker : chart()->legend()->markers(line))
        marker->setVisible(step != nullptr);
}

void KneeChart::scale(QValueAxis *axis, double largest, double room, int distance) const
{
    const auto nice = niceScale(largest > 0 ? largest : 1, std::clamp(int(room / distance), 2, 10));
    axis->setRange(0, nice.maximum);
    axis->setTickCount(int(std::lround(nice.maximum / nice.step)) + 1);
    const int decimals = std::max(0, int(std::ceil(-std::log10(nice.step) - 1e-9)));
    axis->setLabelFormat(QStringLiteral("%.%1f").arg(decimals));
}

void KneeChart::drawForeground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawForeground(painter, rect);
    if (m_result && !m_result->steps.isEmpty())
        return;
    painter->setPen(Theme(palette()).secondaryText());
    painter->drawText(sceneRect(), Qt::AlignCenter, summary());
}

void KneeChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    rebuild();
}

void KneeChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyColors();
}

void KneeChart::applyColors()
{
    const Theme theme(palette());
    const auto drawAs = [](QLineSeries *line, const QColor &color, Qt::PenStyle style) {
        line->setPen(QPen(color, KneeLineWidth, style));
        line->setColor(color);
    };
    drawAs(m_rate, theme.line(Theme::Line::Requests), Qt::SolidLine);
    drawAs(m_latency, theme.line(Theme::Line::P95), Qt::SolidLine);
    drawAs(m_held, theme.line(Theme::Line::Ok), Qt::DashLine);
    drawAs(m_broken, theme.line(Theme::Line::Failed), Qt::DashLine);
    for (auto *line : {m_rate, m_latency}) {
        line->setPointsVisible(true);
        line->setMarkerSize(KneeDotSize);
    }
    const auto font = captionFont(this->font());
    for (auto *axis : {m_loadAxis, m_rateAxis, m_latencyAxis}) {
        axis->setLabelsFont(font);
        axis->setTitleFont(font);
        axis->setLabelsColor(theme.secondaryText());
        axis->setTitleBrush(theme.secondaryText());
        axis->setGridLineColor(theme.gridLine());
        axis->setLinePenColor(theme.secondaryText());
    }
    chart()->legend()->setFont(font);
    chart()->legend()->setLabelColor(palette().color(QPalette::WindowText));
    setBackgroundBrush(palette().brush(QPalette::Base));
}

} // namespace Molotov
