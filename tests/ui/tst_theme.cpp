// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme.h"

#include <QTest>

using namespace Molotov;

namespace {

QPalette palette(QRgb window, QRgb base, QRgb text)
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(window));
    palette.setColor(QPalette::Base, QColor(base));
    palette.setColor(QPalette::WindowText, QColor(text));
    palette.setColor(QPalette::Text, QColor(text));
    return palette;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfWcag()
    {
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    }

    void textCanBeRead_data()
    {
        QTest::addColumn<QPalette>("colors");
        QTest::newRow("light") << palette(0xefefef, 0xffffff, 0x000000);
        QTest::newRow("dark") << palette(0x23272e, 0x1b1e23, 0xe4e7eb);
        QTest::newRow("black") << palette(0x000000, 0x000000, 0xffffff);
    }

    void textCanBeRead()
    {
        QFETCH(QPalette, colors);
        const Theme theme(colors);
        const QColor window = colors.color(QPalette::Window);
        const QColor base = colors.color(QPalette::Base);
        for (const QColor &text : {theme.errorText(), theme.warningText(), theme.secondaryText()}) {
            QVERIFY2(contrastRatio(text, window) >= 4.5, qPrintable(text.name()));
            QVERIFY2(contrastRatio(text, base) >= 4.5, qPrintable(text.name()));
        }
        using Tone = RunStatus::Tone;
        for (const Tone tone : {Tone::Neutral, Tone::Busy, Tone::Good, Tone::Warning, Tone::Bad})
            QVERIFY(contrastRatio(colors.color(QPalette::WindowText), theme.toneBackground(tone)) >= 4.5);
    }

    void cellsDifferInBrightness()
    {
        for (const QPalette &colors :
             {palette(0xefefef, 0xffffff, 0), palette(0x23272e, 0x1b1e23, 0xe4e7eb)}) {
            const Theme theme(colors);
            const QColor running = theme.cell(CellState::Running);
            QVERIFY(contrastRatio(running, theme.cell(CellState::Thinking)) >= 1.8);
            QVERIFY(contrastRatio(running, theme.cell(CellState::Waiting)) >= 1.8);
            for (int state = 0; state < CellStateCount; ++state)
                QVERIFY(contrastRatio(theme.cell(CellState(state)), theme.sign(CellState(state))) >= 3);
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
