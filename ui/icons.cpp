// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>

namespace Molotov {

namespace {

/// Paints an SVG's shape in one colour. The colours of the SVG itself do not matter.
class PaletteIconEngine : public QIconEngine
{
public:
    /// An invalid colour is taken from the palette.
    explicit PaletteIconEngine(const QString &name, const QColor &tint = {})
        : m_shape(QStringLiteral(":/icons/%1.svg").arg(name))
        , m_tint(tint)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QPixmap shape = m_shape.pixmap(rect.size(), painter->device()->devicePixelRatioF());
        QPainter ink(&shape);
        ink.setCompositionMode(QPainter::CompositionMode_SourceIn);
        ink.fillRect(shape.rect(), color(mode));
        ink.end();
        painter->drawPixmap(rect, shape);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new PaletteIconEngine(*this); } // the caller owns it

    bool isNull() override { return m_shape.isNull(); }

private:
    QColor color(QIcon::Mode mode) const
    {
        if (m_tint.isValid() && mode != QIcon::Disabled)
            return m_tint;
        const auto palette = QGuiApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        case QIcon::Selected:
            return palette.color(QPalette::Active, QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return palette.color(QPalette::Active, QPalette::WindowText);
    }

    QIcon m_shape;
    QColor m_tint;
};

} // namespace

QIcon paletteIcon(const QString &name)
{
    return QIcon(new PaletteIconEngine(name)); // the icon owns it
}

QIcon tintedIcon(const QString &name, const QColor &color)
{
    return QIcon(new PaletteIconEngine(name, color)); // the icon owns it
}

QIcon programIcon()
{
    QIcon icon;
    for (const int size : {32, 64, 128, 256})
        icon.addFile(QStringLiteral(":/icons/molotov-%1.png").arg(size));
    return icon;
}

} // namespace Molotov
