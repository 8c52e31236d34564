// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pageregistry.h"

#include "ui/pages/comparisonpage.h"
#include "ui/pages/historypage.h"
#include "ui/pages/keptrunpage.h"
#include "ui/pages/testpage.h"
#include "ui/pages/trialpage.h"
#include "ui/pages/welcomepage.h"

#include <QCoreApplication>

namespace Molotov {

namespace {

template <typename Page>
QWidget *make(const PageContext &context)
{
    return new Page(context);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Pages", text);
}

} // namespace

QList<PageEntry> allPages()
{
    const QList<Command> run{Command::Start, Command::TryOnce, Command::Stop, Command::StopNow};
    const QList<Command> test = run + QList{Command::Export};
    return {
        {.id = PageId::Welcome,
         .title = tr("Welcome"),
         .icon = QStringLiteral("home"),
         .make = make<WelcomePage>,
         .commands = run},
        {.id = PageId::Test,
         .title = tr("Test"),
         .icon = QStringLiteral("start"),
         .make = make<TestPage>,
         .commands = test,
         .isOffered = true,
         .isMadeAtOnce = true},
        {.id = PageId::History,
         .title = tr("History"),
         .icon = QStringLiteral("history"),
         .make = make<HistoryPage>,
         .commands = {},
         .isOffered = true},
        {.id = PageId::KeptRun,
         .title = tr("Kept run"),
         .icon = QStringLiteral("recent"),
         .make = make<KeptRunPage>,
         .commands = {Command::Export}},
        {.id = PageId::Comparison,
         .title = tr("Comparison"),
         .icon = QStringLiteral("compare"),
         .make = make<ComparisonPage>,
         .commands = {}},
        {.id = PageId::Trial,
         .title = tr("Try"),
         .icon = QStringLiteral("try"),
         .make = make<TrialPage>,
         .commands = run,
         .isOffered = true},
    };
}

} // namespace Molotov
