// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/curve.h"

#include <QTest>

#include <algorithm>
#include <cmath>

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
        QCOMPARE(printed(curveOf(points, SeriesModel::P99, Seconds::Most)), QStringLiteral("0:5 1:6 | 4:7"));
        QCOMPARE(printed(curveOf(points, SeriesModel::OkRate, Seconds::Mean)),
                 QStringLiteral("0:5 1:6 2:0 3:0 4:7"));
        QCOMPARE(printed(curveOf({}, SeriesModel::P99, Seconds::Most)), QString());
    }

    void aLongRunKeepsItsPeaks()
    {
        QList<SeriesPoint> points;
        for (int second = 0; second < 3 * 3'600; ++second)
            points.append(point(second, second == 5'000 ? 900 : 10));
        const Curve curve = curveOf(points, SeriesModel::P99, Seconds::Most);
        QCOMPARE(curve.size(), 1);
        QVERIFY(pointCount(curve) <= MaxCurvePoints);
        QVERIFY(curve.constFirst().contains(QPointF(5'000, 900)));
        QVERIFY(pointCount(curveOf(points, SeriesModel::P99, Seconds::Most, 100)) <= 100);
    }

    void ratesAreMeansAndLatenciesTheWorst()
    {
        QCOMPARE(lineOf(SeriesModel::OkRate), Seconds::Mean);
        QCOMPARE(lineOf(SeriesModel::RequestRate), Seconds::Mean);
        QCOMPARE(lineOf(SeriesModel::ActiveWorkers), Seconds::Mean);
        QCOMPARE(lineOf(SeriesModel::P50), Seconds::Most);
        QCOMPARE(lineOf(SeriesModel::P99), Seconds::Most);
        QList<SeriesPoint> points;
        for (int second = 0; second < 8; ++second)
            points.append(point(second, second % 2 == 0 ? 10 : 30));
        // Five points at the most: of two seconds each.
        QCOMPARE(printed(curveOf(points, SeriesModel::OkRate, Seconds::Mean, 5)),
                 QStringLiteral("0.5:20 2.5:20 4.5:20 6.5:20"));
        QCOMPARE(printed(curveOf(points, SeriesModel::OkRate, Seconds::Least, 5)),
                 QStringLiteral("0:10 2:10 4:10 6:10"));
        QCOMPARE(printed(curveOf(points, SeriesModel::P99, Seconds::Most, 5)),
                 QStringLiteral("1:30 3:30 5:30 7:30"));
        QCOMPARE(printed({stairsOf(points, SeriesModel::ActiveWorkers, Seconds::Mean, 5)}),
                 QStringLiteral("0:20 2:20 2:20 4:20 4:20 6:20 6:20 8:20"));
    }

    void aStandstillOfADayIsSeen()
    {
        QList<SeriesPoint> points;
        for (int second = 0; second < 24 * 3'600; ++second)
            points.append(point(second, second >= 40'000 && second < 40'300 ? 0 : 100));
        const Curve least = curveOf(points, SeriesModel::OkRate, Seconds::Least);
        const auto &piece = least.constFirst();
        QVERIFY(std::any_of(piece.begin(), piece.end(), [](const QPointF &p) { return p.y() == 0; }));
        const Curve mean = curveOf(points, SeriesModel::OkRate, Seconds::Mean);
        double sum = 0;
        for (const auto &p : mean.constFirst())
            sum += p.y();
        QVERIFY(std::abs(sum / double(mean.constFirst().size()) - 100.0 * (86'400 - 300) / 86'400) < 0.2);
    }

    void sparseResponsesMakeNotTooManyPieces()
    {
        QList<SeriesPoint> points;
        for (int second = 0; second < 590; ++second)
            points.append(point(second, second % 2));
        QVERIFY(curveOf(points, SeriesModel::P99, Seconds::Most).size() <= MaxCurvePieces);
    }

    void stairsHoldUntilTheNextSecond()
    {
        const QList<SeriesPoint> points{point(0, 1), point(1, 3)};
        QCOMPARE(printed({stairsOf(points, SeriesModel::ActiveWorkers, Seconds::Mean)}),
                 QStringLiteral("0:1 1:1 1:3 2:3"));
        QVERIFY(stairsOf({}, SeriesModel::ActiveWorkers, Seconds::Mean).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCurve)
#include "tst_curve.moc"
