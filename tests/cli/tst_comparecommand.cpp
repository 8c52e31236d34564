// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/comparecommand.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Cli;

class TestCompareCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsName();
    void readsTheTolerance_data();
    void readsTheTolerance();
    void refuses_data();
    void refuses();
    void helps();

private:
    static std::variant<CompareCommand::Request, QString, Error> parse(const QString &line)
    {
        return CompareCommand::parse(QStringLiteral("molotov-cli compare %1").arg(line).split(u' '));
    }
};

void TestCompareCommand::knowsItsName()
{
    QVERIFY(CompareCommand::isMeant({QStringLiteral("molotov-cli"), QStringLiteral("compare")}));
    QVERIFY(!CompareCommand::isMeant({QStringLiteral("molotov-cli"), QStringLiteral("compare.js")}));
    QVERIFY(!CompareCommand::isMeant({QStringLiteral("molotov-cli")}));
}

void TestCompareCommand::readsTheTolerance_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("none") << QString() << 0.02;
    QTest::newRow("percent") << QStringLiteral(" --tolerance 5%") << 0.05;
    QTest::newRow("number") << QStringLiteral(" --tolerance=0.5") << 0.005;
    QTest::newRow("zero") << QStringLiteral(" --tolerance 0") << 0.0;
}

void TestCompareCommand::readsTheTolerance()
{
    QFETCH(QString, option);
    QFETCH(double, tolerance);
    const auto answer = parse(QStringLiteral("a b") + option);
    QVERIFY(std::holds_alternative<CompareCommand::Request>(answer));
    const CompareCommand::Request expected{
        .before = QStringLiteral("a"), .after = QStringLiteral("b"), .options = {.tolerance = tolerance}};
    QCOMPARE(std::get<CompareCommand::Request>(answer), expected);
}

void TestCompareCommand::refuses_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("error");
    const auto names = QStringLiteral("Name two results: molotov-cli compare BEFORE AFTER.");
    QTest::newRow("one file") << QStringLiteral("a") << names;
    QTest::newRow("three files") << QStringLiteral("a b c") << names;
    QTest::newRow("an empty name") << QStringLiteral("a ") << names;
    QTest::newRow("unknown option") << QStringLiteral("a b --frob")
                                    << QStringLiteral("Unknown option 'frob'.");
    for (const auto *const bad : {"-1%", "x", "%", "nan", "inf", "1001", "5%%"})
        QTest::newRow(bad) << QStringLiteral("a b --tolerance=%1").arg(QLatin1String(bad))
                           << QStringLiteral(
                                  "The tolerance %1 is no number of percent from 0 to 1000, such as "
                                  "5%.")
                                  .arg(QLatin1String(bad));
}

void TestCompareCommand::refuses()
{
    QFETCH(QString, line);
    QFETCH(QString, error);
    const auto answer = parse(line);
    QVERIFY(std::holds_alternative<Error>(answer));
    QCOMPARE(std::get<Error>(answer).text, error);
}

void TestCompareCommand::helps()
{
    const auto answer = parse(QStringLiteral("--help"));
    QVERIFY(std::holds_alternative<QString>(answer));
    const auto text = std::get<QString>(answer);
    for (const auto *const part : {"BEFORE", "AFTER", "--tolerance <PERCENT>", "6  the run after is worse"})
        QVERIFY2(text.contains(QLatin1String(part)), part);
}

QTEST_GUILESS_MAIN(TestCompareCommand)
#include "tst_comparecommand.moc"
