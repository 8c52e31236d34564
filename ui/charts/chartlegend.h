// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QList>
#include <QWidget>

namespace Molotov {

/// The line above a chart: its title and, for each line, colour, name and a value.
class ChartLegend : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        QString name;
        QString value;
        QColor color;

        bool operator==(const Entry &) const = default;
    };

    /// Between what is shown and the right edge; charts have the same.
    static constexpr int RightMargin = 16;

    explicit ChartLegend(const QString &title, QWidget *parent = nullptr);

    void setEntries(const QList<Entry> &entries);
    const QList<Entry> &entries() const { return m_entries; }
    /// How many of them there is room for; the last ones are shown.
    int visibleEntries() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {50, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Room
    {
        int title = 0; ///< width
        bool isTight = false; ///< of the entries
    };

    Room room() const;
    int valueWidth(const Entry &entry, bool isTight) const;
    int entryWidth(const Entry &entry, bool isTight) const;
    QFont titleFont() const;

    QString m_title;
    QList<Entry> m_entries;
};

} // namespace Molotov
