// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/runfooter.h"

#include "core/control/words/format.h"
#include "ui/fields/plainlabel.h"
#include "ui/models/runstatus.h"
#include "ui/theme.h"
#include "ui/widgets/statuslight.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

#include <cmath>

namespace Molotov {

namespace {

constexpr int ProgressSteps = 1'000;

void setColor(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

// Digits come and go; what stands beside them should not move, where there is room for that.
class FigureLabel : public PlainLabel
{
public:
    FigureLabel(const QFont &font, const QString &widestText, QWidget *parent)
        : PlainLabel({}, parent)
        , m_width(QFontMetrics(font).horizontalAdvance(widestText) * 8 / 10)
    {
        setFont(font);
    }

    QSize sizeHint() const override { return PlainLabel::sizeHint().expandedTo({m_width, 0}); }

private:
    int m_width;
};

} // namespace

RunFooter::RunFooter(QWidget *parent)
    : QWidget(parent)
    , m_progress(new QProgressBar(this))
    , m_remaining(new PlainLabel({}, this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->setSpacing(20);
    m_successes = addFigure(tr("Successes"), QStringLiteral("888,888,888"));
    m_failures = addFigure(tr("Failures"), QStringLiteral("8,888,888"));
    m_workers = addFigure(tr("Workers"), QStringLiteral("88,888 / 88,888"));
    m_processes = addFigure(tr("Processes"), QStringLiteral("88 / 88"));
    m_elapsed = addFigure(tr("Elapsed"), QStringLiteral("88:88:88"));
    m_light = new StatusLight(this);
    m_limit = addFigure(tr("Limited by"), tr("this computer’s CPU"), m_light);

    m_progress->setRange(0, ProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setMinimumWidth(80);
    m_progress->setAccessibleName(tr("Progress"));
    m_remaining->setFont(captionFont(font()));
    m_remaining->setAlignment(Qt::AlignRight);
    auto *progress = new QVBoxLayout;
    progress->setSpacing(4);
    progress->addStretch();
    progress->addWidget(m_remaining);
    progress->addWidget(m_progress);
    progress->addStretch();
    layout->addLayout(progress, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    applyColors();
    setStatus(RunStatus());
}

void RunFooter::setStatus(const RunStatus &status)
{
    const auto ofAll = [](int part, int all) {
        return tr("%1 / %2").arg(Format::count(part), Format::count(all));
    };
    m_successes.value->setText(Format::count(status.successes()));
    m_failures.value->setText(Format::count(status.failures()));
    m_workers.value->setText(ofAll(status.activeWorkers(), status.totalWorkers()));
    m_processes.value->setText(ofAll(status.aliveProcesses(), status.totalProcesses()));
    m_limit.value->setText(status.limit().isEmpty() ? QStringLiteral("–") : status.limit());
    const auto toolTip = Format::toolTip(status.trustDetail());
    for (auto *part : {static_cast<QWidget *>(m_limit.caption), static_cast<QWidget *>(m_limit.value),
                       static_cast<QWidget *>(m_light)})
        part->setToolTip(toolTip);
    m_light->setTone(status.trustTone());
    m_elapsed.value->setText(Format::duration(status.elapsed()));
    m_progress->setValue(int(std::lround(status.progress() * ProgressSteps)));
    const auto remaining = status.remaining();
    m_remaining->setText(remaining ? tr("%1 left").arg(Format::duration(*remaining)) : QString());
    setAccessibleName(text());
    const bool hadFailures = std::exchange(m_hasFailures, status.failures() > 0);
    if (hadFailures != m_hasFailures)
        applyColors();
}

QString RunFooter::text() const
{
    QStringList parts;
    for (const Figure &figure : figures())
        parts += figure.caption->text() + QLatin1Char(' ') + figure.value->text();
    if (!m_remaining->text().isEmpty())
        parts += m_remaining->text();
    return parts.join(QStringLiteral(", "));
}

void RunFooter::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

QList<RunFooter::Figure> RunFooter::figures() const
{
    return {m_successes, m_failures, m_workers, m_processes, m_elapsed, m_limit};
}

RunFooter::Figure RunFooter::addFigure(const QString &caption, const QString &widestText, QWidget *sign)
{
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    const Figure figure{new PlainLabel(caption, this), new FigureLabel(large, widestText, this)};
    figure.caption->setFont(captionFont(font()));
    figure.value->setTextFormat(Qt::PlainText);
    figure.value->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(figure.caption);
    if (sign != nullptr) {
        auto *row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(sign, 0, Qt::AlignVCenter);
        row->addWidget(figure.value, 1);
        column->addLayout(row);
    } else {
        column->addWidget(figure.value);
    }
    static_cast<QHBoxLayout *>(layout())->addLayout(column);
    return figure;
}

void RunFooter::applyColors()
{
    const Theme theme(palette());
    for (const Figure &figure : figures()) {
        setColor(figure.caption, theme.secondaryText());
        setColor(figure.value, palette().color(QPalette::WindowText));
    }
    if (m_hasFailures)
        setColor(m_failures.value, theme.errorText());
    setColor(m_remaining, theme.secondaryText());
}

} // namespace Molotov
