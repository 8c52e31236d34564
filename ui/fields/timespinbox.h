// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractSpinBox>

#include <chrono>
#include <optional>

namespace Molotov {

/// A field for a length of time, shown and typed with units: "1 h 30 min", "90", "1:30", "2.5s". A text that
/// is none stays as it was typed until it is mended, and value() stays what it was.
class TimeSpinBox : public QAbstractSpinBox
{
    Q_OBJECT

public:
    /// `zeroText` stands in the field when the time is 0; empty: "0 s" does.
    explicit TimeSpinBox(const QString &zeroText = {}, QWidget *parent = nullptr);

    std::chrono::milliseconds value() const { return m_value; }
    void setValue(std::chrono::milliseconds value);
    /// Why what is typed is no length of time, once the field is left; mostly empty.
    const QString &problem() const { return m_problem; }
    void dropTyping();

    void stepBy(int steps) override;
    QValidator::State validate(QString &text, int &position) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void valueChanged(std::chrono::milliseconds value);
    void problemChanged();

protected:
    StepEnabled stepEnabled() const override;

private:
    void readTyped(const QString &text);
    void finishTyping();
    void showValue();
    void setProblem(const QString &text);
    std::optional<std::chrono::milliseconds> typedTime(const QString &text) const;
    QString textOf(std::chrono::milliseconds value) const;

    QString m_zeroText;
    QString m_problem;
    std::chrono::milliseconds m_value{0};
};

} // namespace Molotov
