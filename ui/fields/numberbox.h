// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDoubleSpinBox>

namespace Molotov {

/// A field for a number that shows as many decimals as it has, and holds more than a QSpinBox can.
class NumberBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    explicit NumberBox(QWidget *parent = nullptr)
        : QDoubleSpinBox(parent)
    {
        setDecimals(6);
        setGroupSeparatorShown(true);
        setMinimumWidth(80); // and not what the largest number would need
    }

    QString textFromValue(double value) const override
    {
        return locale().toString(value, 'f', QLocale::FloatingPointShortest);
    }
};

} // namespace Molotov
