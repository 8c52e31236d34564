// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace Molotov {

/// A label that shows its text as it is written. A QLabel renders what looks like HTML, and a part of what we
/// show is written by strangers: it could load their pictures.
class PlainLabel : public QLabel
{
public:
    explicit PlainLabel(const QString &text = {}, QWidget *parent = nullptr)
        : QLabel(parent)
    {
        setTextFormat(Qt::PlainText);
        setText(text);
    }
};

} // namespace Molotov
