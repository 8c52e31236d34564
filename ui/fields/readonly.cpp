// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/readonly.h"

#include <QAbstractSpinBox>
#include <QLineEdit>

namespace Molotov {

namespace {

void paintAsText(QWidget *field, bool asText)
{
    QPalette colors;
    if (asText)
        colors.setColor(QPalette::Base, field->parentWidget()->palette().color(QPalette::Window));
    field->setPalette(colors);
}

} // namespace

void setFieldsReadOnly(QWidget *form, bool readOnly)
{
    const auto boxes = form->findChildren<QAbstractSpinBox *>();
    for (auto *box : boxes) {
        box->setReadOnly(readOnly);
        box->setButtonSymbols(readOnly ? QAbstractSpinBox::NoButtons : QAbstractSpinBox::UpDownArrows);
        paintAsText(box, readOnly);
    }
    const auto edits = form->findChildren<QLineEdit *>();
    for (auto *edit : edits) {
        if (qobject_cast<QAbstractSpinBox *>(edit->parentWidget()))
            continue;
        edit->setReadOnly(readOnly);
        paintAsText(edit, readOnly);
    }
}

} // namespace Molotov
