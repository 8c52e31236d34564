// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/problemstrip.h"

#include "core/control/words/format.h"
#include "ui/fields/plainlabel.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace Molotov {

namespace {

constexpr int Lines = 3; // what is longer is cut, and whole in the tool tip

} // namespace

ProblemStrip::ProblemStrip(QWidget *parent)
    : QWidget(parent)
    , m_icon(new PlainLabel)
    , m_text(new PlainLabel)
{
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // Not as much as the text needs.
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setSpacing(6);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    setFixedHeight(Lines * fontMetrics().lineSpacing() + 16);
}

void ProblemStrip::say(Kind kind, const QString &text)
{
    m_kind = kind;
    if (m_text->text() != text) // else what is selected would be dropped
        m_text->setText(text);
    m_text->setToolTip(Format::toolTip(text));
    paint();
}

QString ProblemStrip::text() const
{
    return m_text->text();
}

void ProblemStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paint();
}

void ProblemStrip::paint()
{
    const bool locked = m_kind == Kind::Locked;
    const auto color = locked ? palette().color(QPalette::WindowText) : Theme(palette()).errorText();
    auto colors = m_text->palette();
    colors.setColor(QPalette::WindowText, color);
    m_text->setPalette(colors);
    const auto icon = tintedIcon(locked ? QStringLiteral("lock") : QStringLiteral("problem"), color);
    const int side = fontMetrics().height();
    m_icon->setPixmap(m_text->text().isEmpty() ? QPixmap()
                                               : icon.pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace Molotov
