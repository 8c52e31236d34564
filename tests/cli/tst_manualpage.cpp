// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/manualpage.h"

#include "app/cli/commandlist.h"

#include <QRegularExpression>
#include <QTest>

using namespace Molotov::Cli;

class TestManualPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasEveryOption()
    {
        const auto page = ManualPage::text();
        auto options = OptionList::options();
        QVERIFY(options.size() > 40);
        for (const auto &option : options) {
            const auto name =
                QString(option.nameList().last()).replace(QLatin1Char('-'), QLatin1String("\\-"));
            QVERIFY2(page.contains(QStringLiteral("\\fB\\-\\-%1\\fR").arg(name)), option.names);
        }
        QVERIFY(page.contains(
            QLatin1String("\n\\fB\\-p\\fR, \\fB\\-\\-processes\\fR \\fIN\\fR\nProcesses that ")));
    }

    void hasEveryCommand()
    {
        const auto page = ManualPage::text();
        QVERIFY(page.contains(QLatin1String("\\fBmolotov\\-cli compare\\fR \\fIBEFORE\\fR \\fIAFTER\\fR")));
        QVERIFY(page.contains(QLatin1String("\\fBmolotov\\-cli report\\fR \\fIRESULT\\fR ")));
        QVERIFY(page.contains(QLatin1String("\\fB\\-\\-javascript\\fR")));
    }

    void hasEveryExitCode()
    {
        const auto page = ManualPage::text();
        const auto codes = OptionList::exitCodes();
        for (const auto &[code, meaning] : codes)
            QVERIFY(page.contains(QStringLiteral(".TP\n\\fB%1\\fR\n").arg(int(code))));
    }

    /// What begins with a dot or an apostrophe is a request to the typesetter.
    void takesNoTextForARequest()
    {
        static const QRegularExpression Line(QStringLiteral("^(\\.(TH|SH|TP|PP|RS|RE|br)\\b|\\.\\\\|[^.'])"));
        const auto lines = ManualPage::text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const auto &line : lines)
            QVERIFY2(line.contains(Line), qPrintable(line));
    }
};

QTEST_GUILESS_MAIN(TestManualPage)
#include "tst_manualpage.moc"
