// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/menus.h"
#include "ui/pagestack.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QToolBar>

using namespace Molotov;

/// With pages that show nothing: the real ones are tested with the window.
class TestPageStack : public QObject
{
    Q_OBJECT

private:
    QStringList m_made;

    PageEntry entry(PageId id, const QString &title, bool isOffered)
    {
        const auto make = [this, title](const PageContext &) {
            m_made += title;
            return new QSplitter;
        };
        return {.id = id,
                .title = title,
                .icon = QStringLiteral("home"),
                .make = make,
                .commands = {},
                .isOffered = isOffered,
                .isMadeAtOnce = false};
    }

    QList<PageEntry> pages(bool bothOffered)
    {
        return {entry(PageId::Welcome, QStringLiteral("first"), bothOffered),
                entry(PageId::Test, QStringLiteral("second"), true)};
    }

private Q_SLOTS:
    void init() { m_made.clear(); }

    void makesAPageWhenItIsShown()
    {
        PageStack stack(pages(false), {});
        QSignalSpy changed(&stack, &PageStack::pageChanged);
        QCOMPARE(m_made.join(QLatin1Char(' ')), QStringLiteral("first"));
        QCOMPARE(stack.currentPage(), PageId::Welcome);
        QVERIFY(!stack.page(PageId::Test));
        stack.showPage(PageId::Test);
        stack.showPage(PageId::Test);
        QCOMPARE(stack.currentWidget(), stack.page(PageId::Test));
        stack.showPage(PageId::Welcome);
        QCOMPARE(stack.currentWidget(), stack.page(PageId::Welcome));
        QCOMPARE(m_made.join(QLatin1Char(' ')), QStringLiteral("first second"));
        QCOMPARE(changed.size(), 2);
    }

    void makesAtOnceWhatHasToHearOfThings()
    {
        auto entries = pages(false);
        entries.last().isMadeAtOnce = true;
        const PageStack stack(entries, {});
        QCOMPARE(m_made.size(), 2);
        QCOMPARE(stack.currentPage(), PageId::Welcome);
        QCOMPARE(stack.currentWidget(), stack.page(PageId::Welcome));
    }

    void offersNothingWhenThereIsNowhereToGo()
    {
        const PageStack stack(pages(false), {});
        QVERIFY(stack.navigation().isEmpty());
        QVERIFY(stack.findChildren<QAction *>().isEmpty());
        QMainWindow window;
        makeNavigation(&window, stack.navigation());
        QVERIFY(window.findChildren<QToolBar *>().isEmpty());
    }

    void offersAllPagesThatAPersonCanGoTo()
    {
        PageStack stack(pages(true), {});
        QCOMPARE(stack.navigation().size(), 2);
        QMainWindow window;
        makeNavigation(&window, stack.navigation());
        QCOMPARE(window.findChild<QToolBar *>()->actions(), stack.navigation());
        const Commands commands;
        QMenu recent;
        makeMenus(&window, commands, &recent, stack.navigation());
        QVERIFY(!stack.navigation().last()->associatedObjects().isEmpty());

        QVERIFY(stack.navigation().first()->isChecked());
        QSignalSpy chosen(&stack, &PageStack::pageChosen);
        stack.navigation().last()->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<PageId>(), PageId::Test);
        QCOMPARE(stack.currentPage(), PageId::Welcome); // who hears of it decides
        stack.showPage(PageId::Test);
        QVERIFY(stack.navigation().last()->isChecked());
        QVERIFY(!stack.navigation().first()->isChecked());
        stack.showPage(PageId::Welcome);
        QVERIFY(stack.navigation().first()->isChecked());
    }

    void keepsHowAPageIsArranged()
    {
        PageStack stack(pages(false), {});
        QVERIFY(stack.arrangement(PageId::Test).isEmpty());
        auto *splitter = qobject_cast<QSplitter *>(stack.page(PageId::Welcome));
        splitter->setHandleWidth(3);
        const auto arrangement = stack.arrangement(PageId::Welcome);
        splitter->setHandleWidth(9);
        stack.arrange(PageId::Welcome, arrangement);
        QCOMPARE(splitter->handleWidth(), 3);
    }

    void theToolBarFollowsThePage()
    {
        QMainWindow window;
        const Commands commands;
        auto *bar = makeToolBar(&window);
        const auto texts = [bar] {
            QStringList list;
            for (const auto *action : bar->actions())
                list += action->isSeparator() ? QStringLiteral("|") : action->text().remove(QLatin1Char('&'));
            return list.join(QLatin1Char(' '));
        };
        fillToolBar(bar, commands, {Command::Start});
        QCOMPARE(texts(), QStringLiteral("New Test… Open… Save | Start"));
        fillToolBar(bar, commands, {});
        QCOMPARE(texts(), QStringLiteral("New Test… Open… Save"));
        fillToolBar(bar, commands, {Command::Stop, Command::StopNow});
        QCOMPARE(texts(), QStringLiteral("New Test… Open… Save | Stop Stop Now"));
    }
};

QTEST_MAIN(TestPageStack)
#include "tst_pagestack.moc"
