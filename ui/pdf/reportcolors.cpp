// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pdf/reportcolors.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringList>

namespace Molotov {

ReportColors::ReportColors()
{
    QFile file(QStringLiteral(":/molotov/report/report.css"));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    const auto sheet = QString::fromUtf8(file.readAll());
    static const QRegularExpression color(QStringLiteral("--([a-z0-9-]+): (#[0-9a-f]{6});"));
    for (auto it = color.globalMatch(sheet); it.hasNext();) {
        const auto match = it.next();
        if (!m_colors.contains(match.captured(1))) // those of the dark theme come later
            m_colors.insert(match.captured(1), QColor(match.captured(2)));
    }
    static const QRegularExpression style(
        QStringLiteral("\\.(c-[a-z0-9]+) \\{ --c: var\\(--([a-z0-9-]+)\\)"));
    for (auto it = style.globalMatch(sheet); it.hasNext();) {
        const auto match = it.next();
        m_styles.insert(match.captured(1), match.captured(2));
    }
}

QColor ReportColors::ofStyle(const QString &style) const
{
    const auto classes = style.split(QLatin1Char(' '));
    for (const auto &name : classes) {
        if (m_styles.contains(name))
            return m_colors.value(m_styles.value(name));
    }
    return named("soft");
}

QColor ReportColors::tone(const QString &style) const
{
    return toneNamed(style, {});
}

QColor ReportColors::toneBack(const QString &style) const
{
    return toneNamed(style, QStringLiteral("-back"));
}

QColor ReportColors::toneNamed(const QString &style, const QString &suffix) const
{
    const auto classes = style.split(QLatin1Char(' '));
    for (const char *name : {"good", "doubtful", "bad", "unknown"}) {
        if (classes.contains(QLatin1String(name)))
            return m_colors.value(QLatin1String(name) + suffix);
    }
    return {};
}

} // namespace Molotov
