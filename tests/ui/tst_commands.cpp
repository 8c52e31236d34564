// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands.h"

#include <QAction>
#include <QSet>
#include <QTest>

using namespace Molotov;

class TestCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCommandSaysWhatItIs()
    {
        const Commands commands;
        QCOMPARE(commands.actions().size(), int(Command::About) + 1);
        const auto actions = commands.actions();
        for (const auto *action : actions) {
            QVERIFY(!action->text().isEmpty());
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
            QVERIFY2(action->text().contains(QLatin1Char('&')), qPrintable(action->text()));
        }
    }

    void noShortcutIsGivenTwice()
    {
        const Commands commands;
        QSet<QString> seen;
        const auto actions = commands.actions();
        for (const auto *action : actions) {
            const auto shortcuts = action->shortcuts();
            for (const auto &shortcut : shortcuts) {
                QVERIFY2(!seen.contains(shortcut.toString()), qPrintable(shortcut.toString()));
                seen.insert(shortcut.toString());
            }
        }
        QVERIFY(seen.contains(QStringLiteral("F5")));
        QVERIFY(seen.contains(QStringLiteral("Ctrl+R")));
        QVERIFY(commands.action(Command::Start)->toolTip().contains(QLatin1String("(F5)")));
    }

    void iconsAreDrawnInTheColoursOfThePalette()
    {
        const Commands commands;
        QPalette palette;
        for (const auto &ink : {QColor(Qt::white), QColor(Qt::black)}) {
            palette.setColor(QPalette::WindowText, ink);
            QGuiApplication::setPalette(palette);
            const auto image = commands.action(Command::Stop)->icon().pixmap(32, 32).toImage();
            QCOMPARE(image.pixelColor(16, 16), ink);
        }
    }
};

QTEST_MAIN(TestCommands)
#include "tst_commands.moc"
