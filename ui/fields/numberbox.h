// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDoubleSpinBox>

namespace Molotov {

/// A field for a number that shows as many decimals as it has. It holds far more than anything may be, so
/// that a number that is too large stays as it was typed and gets its sentence.
class NumberBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    static constexpr double Largest = 1e15; // whole numbers are exact so far

    explicit NumberBox(int decimals = 6, QWidget *parent = nullptr)
        : QDoubleSpinBox(parent)
    {
        setDecimals(decimals);
        setRange(0, Largest);
        setGroupSeparatorShown(true);
        setMinimumWidth(80); // and not what the largest number would need
    }

    QString textFromValue(double value) const override
    {
        return locale().toString(value, 'f', QLocale::FloatingPointShortest);
    }
};

} // namespace Molotov
