// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/timespinbox.h"

#include "core/control/words/format.h"
#include "core/control/words/timetext.h"

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
    connect(lineEdit(), &QLineEdit::textEdited, this, &TimeSpinBox::readTyped);
    connect(this, &QAbstractSpinBox::editingFinished, this, &TimeSpinBox::finishTyping);
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

QValidator::State TimeSpinBox::validate(QString &, int &) const
{
    // Whatever is refused here, letter by letter, makes another time of what was meant: "1:30" became "130".
    return QValidator::Acceptable;
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

void TimeSpinBox::readTyped(const QString &text)
{
    const auto value = typedTime(text);
    if (!value)
        return; // it may become one; if not, finishTyping() says so
    setProblem({});
    if (*value == m_value)
        return;
    m_value = *value;
    Q_EMIT valueChanged(*value);
}

void TimeSpinBox::finishTyping()
{
    const auto text = lineEdit()->text().trimmed();
    if (typedTime(text))
        showValue();
    else if (text.isEmpty())
        setProblem(tr("A time is missing: write 90, 1:30, 1.5 min or 2 h."));
    else
        setProblem(tr("“%1” is not understood as a time: write 90, 1:30, 1.5 min or 2 h.")
                       .arg(Format::oneLine(text, 40)));
}

void TimeSpinBox::dropTyping()
{
    showValue();
}

void TimeSpinBox::showValue()
{
    lineEdit()->setText(textOf(m_value));
    setProblem({});
}

void TimeSpinBox::setProblem(const QString &text)
{
    if (std::exchange(m_problem, text) != text)
        Q_EMIT problemChanged();
}

std::optional<milliseconds> TimeSpinBox::typedTime(const QString &text) const
{
    return !text.isEmpty() && text == m_zeroText ? milliseconds(0) : timeFromText(text);
}

QString TimeSpinBox::textOf(milliseconds value) const
{
    return value.count() == 0 && !m_zeroText.isEmpty() ? m_zeroText : timeText(value);
}

} // namespace Molotov
