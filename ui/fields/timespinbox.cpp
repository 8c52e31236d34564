// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/timespinbox.h"

#include "ui/models/timetext.h"

#include <QLineEdit>

#include <array>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

/// How far one step goes; seldom more than a tenth of what is there.
milliseconds stepAt(milliseconds value)
{
    using namespace std::chrono_literals;
    struct Range
    {
        milliseconds below;
        milliseconds step;
    };
    static constexpr std::array ranges{Range{2s, 100ms}, Range{10s, 1s}, Range{1min, 5s}, Range{5min, 15s},
                                       Range{1h, 1min}};
    for (const auto &range : ranges) {
        if (value < range.below)
            return range.step;
    }
    return value < 6h ? milliseconds(15min) : milliseconds(1h);
}

} // namespace

TimeSpinBox::TimeSpinBox(const QString &zeroText, QWidget *parent)
    : QAbstractSpinBox(parent)
    , m_zeroText(zeroText)
{
    connect(lineEdit(), &QLineEdit::textEdited, this, &TimeSpinBox::take);
    connect(this, &QAbstractSpinBox::editingFinished, this, &TimeSpinBox::showValue);
    showValue();
}

void TimeSpinBox::setValue(milliseconds value)
{
    if (m_value == value)
        return; // what is being typed stays as it is typed
    m_value = value;
    showValue();
    Q_EMIT valueChanged(value);
}

void TimeSpinBox::stepBy(int steps)
{
    auto value = m_value;
    for (int i = 0; i < std::abs(steps); ++i) {
        if (steps > 0) {
            value += stepAt(value);
        } else {
            const auto step = stepAt(value - milliseconds(1));
            value = std::max(milliseconds(0), value - step);
        }
    }
    m_value = value;
    showValue();
    selectAll();
    Q_EMIT valueChanged(value);
}

QValidator::State TimeSpinBox::validate(QString &text, int &) const
{
    if (timeFromText(text) || text == m_zeroText)
        return QValidator::Acceptable;
    return mayBecomeTime(text) ? QValidator::Intermediate : QValidator::Invalid;
}

void TimeSpinBox::fixup(QString &text) const
{
    text = textOf(m_value);
}

QSize TimeSpinBox::sizeHint() const
{
    auto size = QAbstractSpinBox::sizeHint();
    size.rwidth() += fontMetrics().horizontalAdvance(QStringLiteral("24 h 59 min 59 s"));
    return size;
}

QAbstractSpinBox::StepEnabled TimeSpinBox::stepEnabled() const
{
    if (isReadOnly())
        return StepNone;
    return m_value > milliseconds(0) ? StepUpEnabled | StepDownEnabled : StepEnabled(StepUpEnabled);
}

void TimeSpinBox::take(const QString &text)
{
    const auto value = timeFromText(text);
    if (!value || *value == m_value)
        return;
    m_value = *value;
    Q_EMIT valueChanged(*value);
}

void TimeSpinBox::showValue()
{
    lineEdit()->setText(textOf(m_value));
}

QString TimeSpinBox::textOf(milliseconds value) const
{
    return value.count() == 0 && !m_zeroText.isEmpty() ? m_zeroText : timeText(value);
}

} // namespace Molotov
