// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/figurerow.h"

#include "ui/fields/plainlabel.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace Molotov {

namespace {

constexpr double ValueSize = 1.9; // times that of usual text

} // namespace

FigureRow::FigureRow(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 0);
    layout->setSpacing(28);
    layout->addStretch(1);
    hide();
}

void FigureRow::setFigures(const QList<RunFigure> &figures)
{
    if (m_figures == figures)
        return;
    m_figures = figures;
    while (m_columns.size() < figures.size())
        m_columns.append(addColumn());
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const auto figure = figures.value(i);
        const auto &column = m_columns.at(i);
        // Setting the text that is there already would drop what someone has selected of it.
        if (column.value->text() != figure.value)
            column.value->setText(figure.value);
        column.caption->setText(figure.caption);
        column.caption->setVisible(i < figures.size());
        column.value->setVisible(i < figures.size());
    }
    applyColors();
    setVisible(!figures.isEmpty());
}

FigureRow::Column FigureRow::addColumn()
{
    const Column column{new PlainLabel({}, this), new PlainLabel({}, this)};
    column.caption->setFont(captionFont(font()));
    auto large = font();
    large.setPointSizeF(font().pointSizeF() * ValueSize);
    large.setWeight(QFont::DemiBold);
    column.value->setFont(large);
    column.value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *both = new QVBoxLayout;
    both->setSpacing(0);
    both->addWidget(column.caption);
    both->addWidget(column.value);
    auto *row = static_cast<QHBoxLayout *>(layout());
    row->insertLayout(row->count() - 1, both);
    return column;
}

void FigureRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

void FigureRow::applyColors()
{
    const auto color = Theme(palette()).secondaryText();
    for (const auto &column : std::as_const(m_columns)) {
        auto colors = column.caption->palette();
        if (colors.color(QPalette::WindowText) == color)
            continue;
        colors.setColor(QPalette::WindowText, color);
        column.caption->setPalette(colors);
    }
}

} // namespace Molotov
