// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/emptypage.h"

#include "ui/fields/plainlabel.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace Molotov {

QWidget *makeEmptyPage(const QString &text, QPushButton *next)
{
    auto *page = new QWidget;
    auto *label = new PlainLabel(text);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(page);
    layout->setSpacing(14);
    layout->addStretch();
    layout->addWidget(label);
    layout->addWidget(next, 0, Qt::AlignHCenter);
    layout->addStretch();
    return page;
}

} // namespace Molotov
