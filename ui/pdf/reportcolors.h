// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QHash>
#include <QString>

namespace Molotov {

/// The colours of the HTML report on white paper, as its style sheet has them.
class ReportColors
{
public:
    ReportColors();

    /// "text", "soft", "good-back".
    QColor named(const char *name) const { return m_colors.value(QLatin1String(name), Qt::black); }
    /// Of a class such as "c-2xx"; of several classes, the first that has a colour.
    QColor ofStyle(const QString &style) const;
    /// Of a verdict's or a figure's class, such as "verdict bad"; not valid where it has none.
    QColor tone(const QString &style) const;
    QColor toneBack(const QString &style) const;

private:
    QColor toneNamed(const QString &style, const QString &suffix) const;

    QHash<QString, QColor> m_colors;
    QHash<QString, QString> m_styles; // name of its colour, by class
};

} // namespace Molotov
