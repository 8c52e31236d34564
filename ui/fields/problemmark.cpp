// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/problemmark.h"

#include "core/control/words/format.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QAction>
#include <QEvent>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QWidget>

namespace Molotov {

ProblemMark::ProblemMark(QWidget *field, QWidget *label)
    : QObject(field)
    , m_field(field)
    , m_label(label)
    , m_toolTip(field->toolTip())
{
    m_field->installEventFilter(this);
}

void ProblemMark::setProblem(const QString &text)
{
    if (text == m_problem)
        return;
    m_problem = text;
    m_field->setAccessibleDescription(text);
    m_field->setToolTip(text.isEmpty() ? m_toolTip : Format::toolTip(text));
    paint();
}

bool ProblemMark::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::PaletteChange && !m_problem.isEmpty() && !m_isPainting)
        paint();
    return false;
}

void ProblemMark::paint()
{
    const QScopedValueRollback painting(m_isPainting, true); // the field may be its own label
    delete std::exchange(m_icon, nullptr);
    m_label->setPalette({});
    if (m_problem.isEmpty())
        return;
    auto colors = m_label->palette();
    const auto color = Theme(colors).errorText();
    colors.setColor(QPalette::WindowText, color);
    colors.setColor(QPalette::ButtonText, color); // of the label of a section that can be unfolded
    m_label->setPalette(colors);
    auto *edit = qobject_cast<QLineEdit *>(m_field);
    if (!edit) // of a spin box or an editable combo box
        edit = m_field->findChild<QLineEdit *>({}, Qt::FindDirectChildrenOnly);
    if (edit)
        m_icon = edit->addAction(tintedIcon(QStringLiteral("problem"), color), QLineEdit::TrailingPosition);
}

} // namespace Molotov
