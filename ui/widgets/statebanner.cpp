// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/statebanner.h"

#include "ui/fields/plainlabel.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace Molotov {

namespace {

constexpr int StripeWidth = 4;
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
    , m_headline(makeLabel(this))
    , m_detail(makeLabel(this))
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_headline->setFont(bold);
    m_detail->setWordWrap(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(StripeWidth + 10, 8, 10, 8);
    layout->setSpacing(12);
    layout->addWidget(m_headline);
    layout->addWidget(m_detail, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void StateBanner::setStatus(const RunStatus &status)
{
    // Setting the text that is there already would drop what someone has selected of it.
    const QString detail = Format::bounded(status.detail(), LongestDetail);
    if (m_headline->text() != status.headline())
        m_headline->setText(status.headline());
    if (m_detail->text() != detail)
        m_detail->setText(detail);
    setAccessibleName(text());
    if (std::exchange(m_tone, status.tone()) != m_tone)
        update();
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
