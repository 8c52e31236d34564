// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/shellcompletion.h"

#include "app/cli/commandlist.h"
#include "core/model/loadshapes.h"

#include <QRegularExpression>

namespace Molotov::Cli {

namespace {

const auto Origin = QStringLiteral("# Made from the options of molotov-cli: edit those instead.\n");

// "-p" and "--processes".
QStringList switchesOf(const OptionText &option)
{
    QStringList switches;
    for (const auto &name : option.nameList())
        switches.append((name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + name);
    return switches;
}

QStringList switchesOf(std::span<const OptionText> options)
{
    QStringList switches;
    for (const auto &option : options)
        switches += switchesOf(option);
    return switches;
}

bool takesFile(const OptionText &option)
{
    return QLatin1String(option.value) == QLatin1String("FILE");
}

// The only values that there are; empty when there are others.
QStringList wordsOf(const OptionText &option)
{
    const auto value = QString::fromUtf8(option.value);
    if (value.contains(QLatin1Char('|')))
        return value.split(QLatin1Char('|'));
    QStringList words;
    if (QLatin1String(option.names) == QLatin1String("shape")) {
        for (const auto shape : LoadShapes::all())
            words.append(LoadShapes::name(shape));
    }
    return words;
}

// What there is room for beside a word: the first part of the first sentence.
QString shortMeaning(const char *meaning)
{
    static const QRegularExpression End(QStringLiteral("[.,:;](\\s|$)"));
    return ShellCompletion::tr(meaning).section(End, 0, 0);
}

// As one word of bash or zsh.
QString quoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

QString fishQuoted(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QLatin1Char('\'') + text + QLatin1Char('\'');
}

QStringList commandNames()
{
    QStringList names;
    const auto commands = CommandList::all();
    for (const auto &command : commands)
        names.append(QLatin1String(command.name));
    return names;
}

// Every option of a run and of the commands that takes a value.
QList<OptionText> optionsWithValue()
{
    QList<OptionText> found;
    const auto add = [&found](std::span<const OptionText> options) {
        std::copy_if(options.begin(), options.end(), std::back_inserter(found),
                     [](const OptionText &option) { return option.value != nullptr; });
    };
    add(OptionList::options());
    const auto commands = CommandList::all();
    for (const auto &command : commands)
        add(command.options);
    return found;
}

// The branches of a case over the word before: what its value may be. Names of files are what bash itself
// completes when it is told nothing.
QString bashValues()
{
    QString branches;
    QStringList files;
    QStringList others;
    const auto options = optionsWithValue();
    for (const auto &option : options) {
        const auto words = wordsOf(option);
        if (words.isEmpty()) {
            (takesFile(option) ? files : others) += switchesOf(option);
            continue;
        }
        branches +=
            QStringLiteral("    %1) mapfile -t COMPREPLY < <(compgen -W %2 -- \"$current\"); return ;;\n")
                .arg(switchesOf(option).join(QLatin1Char('|')), quoted(words.join(QLatin1Char(' '))));
    }
    others.removeDuplicates();
    return branches
           + QStringLiteral("    %1) return ;;\n    %2) compopt +o default; return ;;\n")
                 .arg(files.join(QLatin1Char('|')), others.join(QLatin1Char('|')));
}

// `name` of the option in brackets, as _arguments of zsh reads it.
QString zshArgument(const OptionText &option)
{
    const auto escaped = [](QString text) {
        static const QRegularExpression Special(QStringLiteral("([\\[\\]:\\\\])"));
        return text.replace(Special, QStringLiteral("\\\\1"));
    };
    auto rest = QStringLiteral("[%1]").arg(escaped(shortMeaning(option.meaning)));
    if (option.value) {
        const auto words = wordsOf(option);
        const auto values = words.isEmpty() ? takesFile(option) ? QStringLiteral("_files") : QString()
                                            : QStringLiteral("(%1)").arg(words.join(QLatin1Char(' ')));
        rest += QStringLiteral(":%1:%2").arg(escaped(QString::fromUtf8(option.value)),
                                             values.isEmpty() ? QStringLiteral(" ") : values);
    }
    QStringList specs;
    for (const auto &name : switchesOf(option))
        specs.append(quoted(QLatin1Char('*') + name + rest));
    return specs.join(QLatin1Char(' '));
}

QString zshArguments(std::span<const OptionText> options)
{
    QString text = QStringLiteral("_arguments -s");
    for (const auto &option : options)
        text += QStringLiteral(" \\\n        ") + zshArgument(option);
    return text + QStringLiteral(" \\\n        '*:file:_files'\n");
}

QString fishOptions(const QString &condition, std::span<const OptionText> options)
{
    QString text;
    for (const auto &option : options) {
        text += QStringLiteral("complete -c molotov-cli -n %1").arg(fishQuoted(condition));
        for (const auto &name : option.nameList())
            text += (name.size() == 1 ? QStringLiteral(" -s ") : QStringLiteral(" -l ")) + name;
        const auto words = wordsOf(option);
        if (!words.isEmpty())
            text += QStringLiteral(" -x -a ") + fishQuoted(words.join(QLatin1Char(' ')));
        else if (option.value)
            text += takesFile(option) ? QStringLiteral(" -r -F") : QStringLiteral(" -x");
        text += QStringLiteral(" -d %1\n").arg(fishQuoted(shortMeaning(option.meaning)));
    }
    return text;
}

} // namespace

QString ShellCompletion::bash()
{
    auto text = Origin
                + QStringLiteral("_molotov_cli()\n{\n  local current=$2 previous=$3 options\n  COMPREPLY=()\n"
                                 "  case $previous in\n")
                + bashValues() + QStringLiteral("  esac\n  case ${COMP_WORDS[1]} in\n");
    const auto commands = CommandList::all();
    for (const auto &command : commands)
        text +=
            QStringLiteral("    %1) options=%2 ;;\n")
                .arg(QLatin1String(command.name), quoted(switchesOf(command.options).join(QLatin1Char(' '))));
    text += QStringLiteral("    *) options=%1 ;;\n  esac\n")
                .arg(quoted(switchesOf(OptionList::options()).join(QLatin1Char(' '))));
    return text
           + QStringLiteral("  if [[ $current == -* ]]; then\n"
                            "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$current\")\n"
                            "  elif ((COMP_CWORD == 1)); then\n"
                            "    compopt -o filenames\n"
                            "    mapfile -t COMPREPLY < <(compgen -W %1 -- \"$current\"; compgen -f -- "
                            "\"$current\")\n"
                            "  fi\n"
                            "}\n"
                            "complete -o default -F _molotov_cli molotov-cli\n")
                 .arg(quoted(commandNames().join(QLatin1Char(' '))));
}

QString ShellCompletion::zsh()
{
    auto text = QStringLiteral("#compdef molotov-cli\n") + Origin + QStringLiteral("local -a commands=(\n");
    const auto commands = CommandList::all();
    for (const auto &command : commands)
        text += QStringLiteral("  %1\n").arg(
            quoted(QLatin1String(command.name) + QLatin1Char(':') + shortMeaning(command.meaning)));
    text += QStringLiteral(")\n"
                           "if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then\n"
                           "  _describe command commands\n"
                           "  _files\n"
                           "  return\n"
                           "fi\n"
                           "case $words[2] in\n");
    for (const auto &command : commands)
        text += QStringLiteral("  %1)\n    shift words\n    ((CURRENT--))\n    %2    ;;\n")
                    .arg(QLatin1String(command.name), zshArguments(command.options));
    return text + QStringLiteral("  *)\n    %1    ;;\nesac\n").arg(zshArguments(OptionList::options()));
}

QString ShellCompletion::fish()
{
    const auto noCommand =
        QStringLiteral("not __fish_seen_subcommand_from ") + commandNames().join(QLatin1Char(' '));
    auto text = Origin + fishOptions(noCommand, OptionList::options());
    const auto commands = CommandList::all();
    for (const auto &command : commands) {
        const auto name = QString::fromLatin1(command.name);
        text += QStringLiteral("complete -c molotov-cli -n __fish_use_subcommand -a %1 -d %2\n")
                    .arg(name, fishQuoted(shortMeaning(command.meaning)));
        text += fishOptions(QStringLiteral("__fish_seen_subcommand_from ") + name, command.options);
    }
    return text;
}

} // namespace Molotov::Cli
