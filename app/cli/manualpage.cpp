// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/manualpage.h"

#include "app/cli/commandlist.h"

namespace Molotov::Cli {

namespace {

// Text as it is: without escapes, and with hyphens that can be searched for and copied.
QString plain(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\e")).replace(QLatin1Char('-'), QLatin1String("\\-"));
    const bool isRequest = text.startsWith(QLatin1Char('.')) || text.startsWith(QLatin1Char('\''));
    return isRequest ? QLatin1String("\\&") + text : text;
}

QString bold(const QString &text)
{
    return QLatin1String("\\fB") + plain(text) + QLatin1String("\\fR");
}

QString italic(const QString &text)
{
    return QLatin1String("\\fI") + plain(text) + QLatin1String("\\fR");
}

QString section(const QString &title)
{
    return QStringLiteral(".SH %1\n").arg(title.toUpper());
}

// A term, and below it what it means.
QString entry(const QString &term, const QString &meaning)
{
    return QStringLiteral(".TP\n%1\n%2\n").arg(term, plain(meaning));
}

QString optionTerm(const OptionText &option)
{
    QStringList names;
    for (const auto &name : option.nameList())
        names.append(bold((name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + name));
    const auto term = names.join(QLatin1String(", "));
    return option.value ? term + QLatin1Char(' ') + italic(QString::fromUtf8(option.value)) : term;
}

QString commandTerm(const CommandText &command)
{
    auto term = bold(QStringLiteral("molotov-cli ") + QLatin1String(command.name));
    for (const auto &argument : command.arguments)
        term += QLatin1Char(' ') + italic(QString::fromUtf8(argument.syntax));
    return term;
}

QString commandEntry(const CommandText &command)
{
    auto text = entry(commandTerm(command), ManualPage::tr(command.meaning));
    text += QLatin1String(".RS\n");
    for (const auto &argument : command.arguments)
        text += entry(italic(QString::fromUtf8(argument.name)), ManualPage::tr(argument.meaning));
    for (const auto &option : command.options)
        text += entry(optionTerm(option), ManualPage::tr(option.meaning));
    return text + QLatin1String(".RE\n");
}

QString synopsis()
{
    QStringList lines{QStringLiteral("%1 [%2...] [%3]")
                          .arg(bold(QStringLiteral("molotov-cli")), italic(QStringLiteral("OPTION")),
                               italic(QStringLiteral("SCENARIO")))};
    const auto commands = CommandList::all();
    for (const auto &command : commands)
        lines.append(commandTerm(command));
    return lines.join(QLatin1String("\n.br\n")) + QLatin1Char('\n');
}

} // namespace

QString ManualPage::text()
{
    auto text = QStringLiteral(".\\\" Made from the options of molotov-cli: edit those instead.\n"
                               ".TH MOLOTOV\\-CLI 1 \"\" \"Molotov %1\" \"User Commands\"\n")
                    .arg(QStringLiteral(MOLOTOV_VERSION));
    text += section(tr("Name")) + QLatin1String("molotov\\-cli \\- ")
            + plain(tr("load test of a web service")) + QLatin1Char('\n');
    text += section(tr("Synopsis")) + synopsis();
    text += section(tr("Description"))
            + plain(tr("Runs a load test: workers that go through the scenarios of a JavaScript or "
                       "TypeScript file. SCENARIO is that file, loadtest.js or loadtest.ts by default; with "
                       "--config or --repo it is the name of a test instead."))
            + QLatin1Char('\n');
    text += section(tr("Options"));
    for (const auto &option : OptionList::options())
        text += entry(optionTerm(option), tr(option.meaning));
    text += section(tr("Commands"));
    const auto commands = CommandList::all();
    for (const auto &command : commands)
        text += commandEntry(command);
    text += section(tr("Exit status"));
    const auto codes = OptionList::exitCodes();
    for (const auto &[code, meaning] : codes)
        text += entry(bold(QString::number(int(code))), meaning);
    text += QLatin1String(".PP\n") + plain(OptionList::exitCodeOrder()) + QLatin1Char('\n');
    return text + section(tr("See also")) + QLatin1String("\\fBmolotov\\fR(1)\n");
}

} // namespace Molotov::Cli
