// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/codes.h"
#include "core/control/results/reasontext.h"
#include "core/model/goalparser.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestReasonText : public QObject
{
    Q_OBJECT

private:
    template <typename Code>
    static QList<Code> codes()
    {
        QList<Code> all;
        for (int code = 0; code <= int(lastEnumerator(Code())); ++code)
            all.append(Code(code));
        return all;
    }

    static HelperLoss loss(HelperLoss::Code code)
    {
        return {.code = code,
                .helper = 2,
                .pid = qint64(1) << 40,
                .limit = 90s,
                .number = 3,
                .expected = 7,
                .text = QStringLiteral("signal “11”\n"),
                .lastLine = QStringLiteral("no memory")};
    }

private Q_SLOTS:
    void isReadAsItWasWritten()
    {
        QList<HelperLoss> losses;
        for (const auto code : codes<HelperLoss::Code>())
            losses.append(loss(code));
        losses.append(HelperLoss());
        QCOMPARE(ReasonText::losses(ReasonText::of(losses)), losses);

        for (const auto code : codes<RunProblem::Code>()) {
            const std::optional<RunProblem> problem =
                code == RunProblem::Code::GlobalTeardownTooLong
                    ? RunProblem{.code = code, .limit = 200ms}
                    : RunProblem{.code = code, .loss = loss(HelperLoss::Code::Silent), .workers = 5};
            QCOMPARE(ReasonText::problem(ReasonText::of(problem)), problem);
        }

        for (const auto code : codes<RunReason::Code>()) {
            RunReason reason{.code = code};
            if (code == RunReason::Code::GlobalSetupLost)
                reason.loss = loss(HelperLoss::Code::EndedEarly);
            else if (code == RunReason::Code::GoalBroken)
                reason.goal = {.goal = parseGoals({QStringLiteral("p95(latency) < 300 ms, abort")}).value(0),
                               .state = GoalStatus::State::Broken,
                               .measured = 412.25};
            else if (code != RunReason::Code::None)
                reason.text = QStringLiteral("shop.ts:2:1: no “stock”");
            QCOMPARE(ReasonText::reason(ReasonText::of(reason)), reason);
        }
    }

    void isShort()
    {
        QCOMPARE(ReasonText::of(RunReason()), QString());
        QCOMPARE(ReasonText::of(QList<HelperLoss>()), QString());
        QCOMPARE(ReasonText::of(std::optional<RunProblem>()), QString());
        QCOMPARE(ReasonText::of(
                     RunReason{.code = RunReason::Code::FirstFailure, .text = QStringLiteral("no stock")}),
                 QStringLiteral(R"({"code":"first_failure","text":"no stock"})"));
        QCOMPARE(ReasonText::of({HelperLoss{.code = HelperLoss::Code::NotStopped, .helper = 1, .pid = 48}}),
                 QStringLiteral(R"([{"code":"not_stopped","helper":1,"pid":48}])"));
    }

    void whatCannotBeReadIsNothing()
    {
        for (const auto *text : {"", "x", "[]", "{}", "[1]", "{\"code\":1}", "{\"code\":\"new\"}"}) {
            const auto rubbish = QString::fromLatin1(text);
            QCOMPARE(ReasonText::reason(rubbish), RunReason());
            QVERIFY(ReasonText::losses(rubbish).size() <= 1);
            (void)ReasonText::problem(rubbish);
        }
    }

    void everyCodeHasANameOfItsOwn()
    {
        const auto namesOf = [](const auto &all) {
            QStringList names;
            for (const auto code : all)
                names.append(Codes::of(code));
            names.removeDuplicates();
            return names.size();
        };
        QCOMPARE(namesOf(codes<HelperLoss::Code>()), codes<HelperLoss::Code>().size());
        QCOMPARE(namesOf(codes<RunProblem::Code>()), codes<RunProblem::Code>().size());
        QCOMPARE(namesOf(codes<RunReason::Code>()), codes<RunReason::Code>().size());
    }
};

QTEST_GUILESS_MAIN(TestReasonText)
#include "tst_reasontext.moc"
