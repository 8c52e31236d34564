// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractSpinBox>

#include <chrono>

namespace Molotov {

/// A field for a length of time, shown and typed with units: "1 h 30 min", "90", "2.5s".
class TimeSpinBox : public QAbstractSpinBox
{
    Q_OBJECT

public:
    /// `zeroText` stands in the field when the time is 0; empty: "0 s" does.
    explicit TimeSpinBox(const QString &zeroText = {}, QWidget *parent = nullptr);

    std::chrono::milliseconds value() const { return m_value; }
    void setValue(std::chrono::milliseconds value);

    void stepBy(int steps) override;
    QValidator::State validate(QString &text, int &position) const override;
    void fixup(QString &text) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void valueChanged(std::chrono::milliseconds value);

protected:
    StepEnabled stepEnabled() const override;

private:
    void take(const QString &text);
    void showValue();
    QString textOf(std::chrono::milliseconds value) const;

    QString m_zeroText;
    std::chrono::milliseconds m_value{0};
};

} // namespace Molotov
