// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/workergridmodel.h"
#include "ui/widgets/workergrid.h"
#include "ui/widgets/workergridlayout.h"

#include <QPaintEvent>
#include <QScrollBar>
#include <QTest>

using namespace Molotov;
using Protocol::WorkerState;

namespace {

/// Adds up what a widget is asked to paint.
class PaintSpy : public QObject
{
public:
    explicit PaintSpy(QWidget *widget) { widget->installEventFilter(this); }

    const QRegion &region() const { return m_region; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            m_region += static_cast<QPaintEvent *>(event)->region();
        return false;
    }

private:
    QRegion m_region;
};

WorkerGridLayout layoutOf(int groups, int cells)
{
    return WorkerGridLayout(
        {.groups = groups, .cellsOfEach = cells, .captionHeight = 15, .viewport = QSize(320, 400)});
}

} // namespace

class TestWorkerGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsAreAsLargeAsFits()
    {
        QCOMPARE(layoutOf(1, 1).cellSize(), 22);
        QCOMPARE(layoutOf(2, 50).cellSize(), 22);
        QVERIFY(layoutOf(2, 500).cellSize() < 12);
        QVERIFY(layoutOf(2, 500).height() <= 400);
        QCOMPARE(layoutOf(4, 2'500).cellSize(), 4);
        QVERIFY(layoutOf(4, 2'500).height() > 400);
    }

    void everyCellIsFoundWhereItIs()
    {
        for (const int cells : {1, 7, 50, 333}) {
            const WorkerGridLayout layout = layoutOf(3, cells);
            for (int cell = 0; cell < 3 * cells; ++cell)
                QCOMPARE(layout.cellAt(layout.cellRect(cell).center()), cell);
            QCOMPARE(layout.cellAt(layout.captionRect(1).center()), -1);
            QCOMPARE(layout.cellAt(QPoint(5, layout.height() + 5)), -1);
        }
        QCOMPARE(layoutOf(0, 0).cellAt(QPoint(1, 1)), -1);
    }

    void keysMoveTheCurrentCell()
    {
        WorkerGridModel model;
        WorkerGrid grid(&model);
        grid.resize(300, 300);
        grid.show();
        QTest::keyClick(&grid, Qt::Key_Down);
        QCOMPARE(grid.currentWorker(), -1);
        model.reset(2, 50);
        model.setScenarios({QStringLiteral("browse")});
        model.apply(0, {{.position = 2, .state = WorkerState::Running, .scenario = 0, .iterations = 5}});
        QTest::keyClick(&grid, Qt::Key_Home);
        QTest::keyClick(&grid, Qt::Key_Right);
        QTest::keyClick(&grid, Qt::Key_Right);
        QCOMPARE(grid.currentWorker(), 2);
        QCOMPARE(grid.accessibleDescription(), QStringLiteral("Worker 2 · browse · 5 iterations · running"));
        QTest::keyClick(&grid, Qt::Key_Down);
        QVERIFY(grid.currentWorker() > 2);
        QTest::keyClick(&grid, Qt::Key_End);
        QTest::keyClick(&grid, Qt::Key_PageDown);
        QCOMPARE(grid.currentWorker(), 99);
        QTest::mouseClick(grid.viewport(), Qt::LeftButton, {}, grid.cellRect(7).center());
        QCOMPARE(grid.currentWorker(), 7);
    }

    void theCurrentCellIsScrolledTo()
    {
        WorkerGridModel model;
        WorkerGrid grid(&model);
        grid.resize(200, 200);
        grid.show();
        model.reset(4, 2'500);
        QTest::keyClick(&grid, Qt::Key_End);
        QVERIFY(grid.verticalScrollBar()->value() > 0);
        QVERIFY(grid.viewport()->rect().contains(grid.cellRect(9'999)));
        QTest::keyClick(&grid, Qt::Key_Home);
        QVERIFY(grid.viewport()->rect().contains(grid.cellRect(0)));
    }

    void onlyLinesWithChangesArePainted()
    {
        WorkerGridModel model;
        model.reset(1, 1'000);
        WorkerGrid grid(&model);
        grid.resize(300, 300);
        grid.show();
        QVERIFY(QTest::qWaitForWindowExposed(&grid));
        QCoreApplication::processEvents();
        PaintSpy spy(grid.viewport());
        model.apply(0, {{.position = 500, .state = WorkerState::Running}});
        model.publish();
        QTRY_VERIFY(!spy.region().isEmpty());
        QVERIFY(spy.region().contains(grid.cellRect(500)));
        QVERIFY(spy.region().boundingRect().height() <= grid.cellRect(500).height());
    }

    void cellsHaveTheColoursOfTheirStates()
    {
        WorkerGridModel model;
        model.reset(1, 4);
        WorkerGrid grid(&model);
        grid.resize(300, 100);
        const QColor waiting = grid.grab().toImage().pixelColor(grid.cellRect(1).center());
        model.apply(0, {{.position = 1, .state = WorkerState::Running},
                        {.position = 2, .state = WorkerState::Failed}});
        model.publish();
        const QImage image = grid.grab().toImage();
        QCOMPARE(image.pixelColor(grid.cellRect(0).center()), waiting);
        QVERIFY(image.pixelColor(grid.cellRect(1).center()) != waiting);
        QVERIFY(image.pixelColor(grid.cellRect(1).center()) != image.pixelColor(grid.cellRect(2).center()));
    }
};

QTEST_MAIN(TestWorkerGrid)
#include "tst_workergrid.moc"
