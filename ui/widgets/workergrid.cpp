// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/workergrid.h"

#include "core/control/words/format.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace Molotov {

WorkerGrid::WorkerGrid(const WorkerGridModel *model, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Worker grid"));
    viewport()->setBackgroundRole(QPalette::Window);
    connect(model, &WorkerGridModel::modelReset, this, &WorkerGrid::begin);
    connect(model, &WorkerGridModel::groupsChanged, viewport(), qOverload<>(&QWidget::update));
    connect(
        model, &WorkerGridModel::dataChanged, this,
        [this](const QModelIndex &first, const QModelIndex &last) { repaintCells(first.row(), last.row()); });
    begin();
}

QRect WorkerGrid::cellRect(int worker) const
{
    return m_layout.cellRect(worker).translated(0, -offset());
}

QSize WorkerGrid::sizeHint() const
{
    return {300, 320};
}

void WorkerGrid::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    if (m_model->rowCount() == 0) {
        showEmpty(painter);
        return;
    }
    m_pixmaps.prepare(m_layout.cellSize(), devicePixelRatioF(), Theme(palette()));
    painter.translate(0, -offset());
    for (const QRect &part : event->region()) {
        const QRect dirty = part.translated(0, offset());
        const auto groups = m_layout.groupsBetween(dirty.top(), dirty.bottom());
        for (int group = groups.begin; group < groups.end; ++group)
            paintGroup(painter, group, dirty);
    }
    if (m_current >= 0 && hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(m_layout.cellRect(m_current).adjusted(1, 1, -1, -1));
    }
}

void WorkerGrid::paintGroup(QPainter &painter, int group, const QRect &dirty)
{
    const WorkerGridModel::Group &helper = m_model->groups()[size_t(group)];
    if (const QRect caption = m_layout.captionRect(group); caption.intersects(dirty)) {
        const Theme theme(palette());
        painter.setFont(captionFont(font()));
        const bool isWell = helper.end == HelperEnd::Running || helper.end == HelperEnd::Finished;
        painter.setPen(isWell ? theme.secondaryText() : theme.errorText());
        painter.drawText(
            caption, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_model->caption(helper), Qt::ElideRight, caption.width()));
    }
    const auto lines = m_layout.linesBetween(group, dirty.top(), dirty.bottom());
    const int begin = helper.first + lines.begin * m_layout.columns();
    const int end = helper.first + std::min(lines.end * m_layout.columns(), helper.count);
    for (int worker = begin; worker < end; ++worker)
        painter.drawPixmap(m_layout.cellRect(worker).topLeft(), m_pixmaps.pixmap(m_model->state(worker)));
}

void WorkerGrid::showEmpty(QPainter &painter)
{
    painter.setPen(Theme(palette()).secondaryText());
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("A cell for each worker appears here."));
}

void WorkerGrid::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    arrange();
}

void WorkerGrid::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_pixmaps.clear();
        arrange();
    }
}

void WorkerGrid::keyPressEvent(QKeyEvent *event)
{
    const int count = m_model->rowCount();
    const int page =
        std::max(1, viewport()->height() / std::max(1, m_layout.cellSize())) * m_layout.columns();
    int worker = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        --worker;
        break;
    case Qt::Key_Right:
        ++worker;
        break;
    case Qt::Key_Up:
        worker -= m_layout.columns();
        break;
    case Qt::Key_Down:
        worker += m_layout.columns();
        break;
    case Qt::Key_PageUp:
        worker -= page;
        break;
    case Qt::Key_PageDown:
        worker += page;
        break;
    case Qt::Key_Home:
        worker = 0;
        break;
    case Qt::Key_End:
        worker = count - 1;
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    if (count > 0)
        setCurrent(std::clamp(worker, 0, count - 1));
}

void WorkerGrid::mousePressEvent(QMouseEvent *event)
{
    const int worker = m_layout.cellAt(event->position().toPoint() + QPoint(0, offset()));
    if (worker >= 0)
        setCurrent(worker);
}

void WorkerGrid::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (m_current < 0 && m_model->rowCount() > 0)
        setCurrent(0);
    viewport()->update();
}

void WorkerGrid::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool WorkerGrid::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int worker = m_layout.cellAt(help->pos() + QPoint(0, offset()));
    if (worker < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), Format::toolTip(m_model->describe(worker)), viewport(),
                           cellRect(worker));
    return true;
}

void WorkerGrid::arrange()
{
    const auto &groups = m_model->groups();
    WorkerGridLayout::Input input{.groups = int(groups.size()),
                                  .cellsOfEach = groups.empty() ? 0 : groups.front().count,
                                  .captionHeight = captionHeight(),
                                  .viewport = maximumViewportSize()};
    m_layout = WorkerGridLayout(input);
    if (m_layout.height() > input.viewport.height()) {
        input.viewport.rwidth() -= verticalScrollBar()->sizeHint().width();
        m_layout = WorkerGridLayout(input);
    }
    verticalScrollBar()->setRange(0, std::max(0, m_layout.height() - input.viewport.height()));
    verticalScrollBar()->setPageStep(input.viewport.height());
    verticalScrollBar()->setSingleStep(captionHeight());
    viewport()->update();
}

void WorkerGrid::begin()
{
    m_current = -1;
    verticalScrollBar()->setValue(0);
    arrange();
}

void WorkerGrid::repaintCells(int first, int last)
{
    viewport()->update(m_layout.linesOf(first, last).translated(0, -offset()));
}

void WorkerGrid::setCurrent(int worker)
{
    m_current = worker;
    const QRect rect = cellRect(worker);
    if (rect.top() < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.top());
    else if (rect.bottom() >= viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.bottom() - viewport()->height()
                                      + 1);
    viewport()->update();

    const QString text = m_model->describe(worker);
    setAccessibleDescription(text);
    QAccessibleEvent description(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&description);
    QToolTip::showText(viewport()->mapToGlobal(cellRect(worker).bottomRight()), Format::toolTip(text),
                       viewport());
}

int WorkerGrid::captionHeight() const
{
    return QFontMetrics(captionFont(font())).height() + 4;
}

int WorkerGrid::offset() const
{
    return verticalScrollBar()->value();
}

} // namespace Molotov
