// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/statebanner.h"

#include "core/control/words/format.h"
#include "ui/fields/plainlabel.h"
#include "ui/theme.h"
#include "ui/widgets/figurerow.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace Molotov {

namespace {

constexpr int StripeWidth = 4;
constexpr double HeadlineSize = 1.4; // times that of usual text
constexpr int LongestDetail = 2'000;

QLabel *makeLabel(QWidget *parent)
{
    auto *label = new PlainLabel({}, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

} // namespace

StateBanner::StateBanner(QWidget *parent)
    : QWidget(parent)
    , m_words(new QHBoxLayout)
    , m_headline(makeLabel(this))
    , m_detail(makeLabel(this))
    , m_figures(new FigureRow(this))
{
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * HeadlineSize);
    large.setWeight(QFont::DemiBold);
    m_headline->setFont(large);
    m_detail->setWordWrap(true);
    // Both on one line of text.
    m_detail->setContentsMargins(0, QFontMetrics(large).ascent() - fontMetrics().ascent(), 0, 0);
    m_words->setSpacing(12);
    m_words->addWidget(m_headline, 0, Qt::AlignTop);
    m_words->addWidget(m_detail, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(StripeWidth + 10, 6, 10, 6);
    layout->setSpacing(2);
    layout->addLayout(m_words);
    layout->addWidget(m_figures);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void StateBanner::setStatus(const RunStatus &status)
{
    setTexts(status.tone(), status.headline(), status.detail());
    m_figures->setFigures(status.figures());
    setAccessibleName((text() + QLatin1Char(' ') + status.figuresLine()).trimmed());
}

void StateBanner::setTexts(RunStatus::Tone tone, const QString &headline, const QString &detail)
{
    // Setting the text that is there already would drop what someone has selected of it.
    const QString shown = Format::bounded(detail, LongestDetail);
    if (m_headline->text() != headline)
        m_headline->setText(headline);
    if (m_detail->text() != shown)
        m_detail->setText(shown);
    setAccessibleName(text());
    if (std::exchange(m_tone, tone) != m_tone)
        update();
}

void StateBanner::placeButton(QWidget *button)
{
    m_words->addWidget(button, 0, Qt::AlignTop);
}

QString StateBanner::text() const
{
    return QString(m_headline->text() + QLatin1Char(' ') + m_detail->text()).trimmed();
}

void StateBanner::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.toneBackground(m_tone));
    painter.fillRect(QRect(0, 0, StripeWidth, height()), theme.tone(m_tone));
}

} // namespace Molotov
