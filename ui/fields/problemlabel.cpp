// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/problemlabel.h"

#include "ui/fields/plainlabel.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace Molotov {

ProblemLabel::ProblemLabel(QWidget *field, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_icon(new PlainLabel)
    , m_text(new PlainLabel)
{
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_icon->setAlignment(Qt::AlignTop);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->setSpacing(6);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    adaptColor();
    hide();
}

void ProblemLabel::setProblem(const QString &text)
{
    if (text == m_text->text())
        return;
    m_text->setText(text);
    setVisible(!text.isEmpty());
    if (m_field)
        m_field->setAccessibleDescription(text);
}

QString ProblemLabel::problem() const
{
    return m_text->text();
}

void ProblemLabel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        adaptColor();
}

void ProblemLabel::adaptColor()
{
    const QColor color = Theme(palette()).errorText();
    auto colors = m_text->palette();
    if (colors.color(QPalette::WindowText) == color)
        return;
    colors.setColor(QPalette::WindowText, color);
    m_text->setPalette(colors);
    const int side = fontMetrics().height();
    m_icon->setPixmap(
        tintedIcon(QStringLiteral("problem"), color).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace Molotov
