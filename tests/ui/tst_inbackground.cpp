// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/inbackground.h"

#include <QSemaphore>
#include <QTest>

#include <memory>

using namespace Molotov;
using namespace std::chrono_literals;

class TestInBackground : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void workThatHangsStopsNoOther()
    {
        const auto gate = std::make_shared<QSemaphore>();
        QObject context;
        const int hung = QThreadPool::globalInstance()->maxThreadCount() + 4;
        for (int i = 0; i < hung; ++i) {
            inBackground(
                &context,
                [gate] {
                    gate->acquire();
                    return 0;
                },
                [](int) {});
        }
        int result = 0;
        inBackground(
            &context, [] { return 7; }, [&result](int value) { result = value; });
        QTRY_COMPARE(result, 7);
        gate->release(hung);
        QVERIFY(filePool()->waitForDone());
    }

    void whatIsLateIsDropped()
    {
        const auto gate = std::make_shared<QSemaphore>();
        QObject context;
        int done = 0;
        int late = 0;
        inBackground(
            &context, 10ms,
            [gate] {
                gate->acquire();
                return 0;
            },
            [&done](int) { ++done; }, [&late] { ++late; });
        QTRY_COMPARE(late, 1);
        gate->release();
        QVERIFY(filePool()->waitForDone());
        QCoreApplication::processEvents();
        QCOMPARE(done, 0);
        QCOMPARE(late, 1);
    }

    void whatIsInTimeIsNotLate()
    {
        QObject context;
        int done = 0;
        int late = 0;
        inBackground(
            &context, 1h, [] { return 0; }, [&done](int) { ++done; }, [&late] { ++late; });
        QTRY_COMPARE(done, 1);
        QCOMPARE(late, 0);
    }
};

QTEST_GUILESS_MAIN(TestInBackground)
#include "tst_inbackground.moc"
