// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/curve.h"

#include <QTest>

using namespace Molotov;
using std::chrono::milliseconds;

namespace {

QString printed(const Curve &curve)
{
    QStringList pieces;
    for (const QList<QPointF> &piece : curve) {
        QStringList points;
        for (const QPointF &point : piece)
            points += QStringLiteral("%1:%2").arg(point.x()).arg(point.y());
        pieces += points.join(QLatin1Char(' '));
    }
    return pieces.join(QStringLiteral(" | "));
}

qsizetype pointCount(const Curve &curve)
{
    qsizetype count = 0;
    for (const QList<QPointF> &piece : curve)
        count += piece.size();
    return count;
}

SeriesPoint point(int second, int p99)
{
    return {.second = second, .okRate = 1.0 * p99, .p99 = milliseconds(p99), .activeWorkers = p99};
}

} // namespace

class TestCurve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondsWithoutResponsesAreGaps()
    {
        const QList<SeriesPoint> points{point(0, 5), point(1, 6), point(2, 0), point(3, 0), point(4, 7)};
        QCOMPARE(printed(curveOf(points, SeriesModel::P99)), QStringLiteral("0:5 1:6 | 4:7"));
        QCOMPARE(printed(curveOf(points, SeriesModel::OkRate)), QStringLiteral("0:5 1:6 2:0 3:0 4:7"));
        QCOMPARE(printed(curveOf({}, SeriesModel::P99)), QString());
    }

    void aLongRunKeepsItsPeaks()
    {
        QList<SeriesPoint> points;
        for (int second = 0; second < 3 * 3'600; ++second)
            points.append(point(second, second == 5'000 ? 900 : 10));
        const Curve curve = curveOf(points, SeriesModel::P99);
        QCOMPARE(curve.size(), 1);
        QVERIFY(pointCount(curve) <= MaxCurvePoints);
        QVERIFY(curve.constFirst().contains(QPointF(5'000, 900)));
        QVERIFY(pointCount(curveOf(points, SeriesModel::P99, 100)) <= 100);
    }

    void sparseResponsesMakeNotTooManyPieces()
    {
        QList<SeriesPoint> points;
        for (int second = 0; second < 590; ++second)
            points.append(point(second, second % 2));
        QVERIFY(curveOf(points, SeriesModel::P99).size() <= MaxCurvePieces);
    }

    void stairsHoldUntilTheNextSecond()
    {
        const QList<SeriesPoint> points{point(0, 1), point(1, 3)};
        QCOMPARE(printed({stairsOf(points, SeriesModel::ActiveWorkers)}), QStringLiteral("0:1 1:1 1:3 2:3"));
        QVERIFY(stairsOf({}, SeriesModel::ActiveWorkers).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCurve)
#include "tst_curve.moc"
