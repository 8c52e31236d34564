// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/scenariomodule.h"

#include "core/engine/script/derivedconstructors.h"
#include "core/model/nearestname.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace Molotov {

namespace {

// esbuild writes its helpers before all else, each as `var __name = (…) => {` up to a line of `};`.
QSet<int> findHelperLines(const QString &code)
{
    QSet<int> lines;
    bool isInside = false;
    int number = 0;
    for (const auto line : QStringView(code).split(QLatin1Char('\n'))) {
        ++number;
        if (!isInside && line.startsWith(QLatin1String("var __")))
            isInside = true;
        if (!isInside)
            continue;
        lines.insert(number);
        if (line.endsWith(QLatin1String(";")) && !line.startsWith(QLatin1Char(' ')))
            isInside = false;
    }
    return lines;
}

// The name of the async function whose body begins where `line` ends; empty if it has none.
QString asyncName(const QString &line)
{
    static const QRegularExpression arrow(QStringLiteral(R"(([\w$]+)\s*[=:]\s*(?:\(.*\)|[\w$]+) => $)"));
    static const QRegularExpression head(QStringLiteral(R"(([\w$]+)\s*\(.*\) \{$)"));
    auto name = arrow.match(line).captured(1);
    if (name.isEmpty())
        name = head.match(line).captured(1);
    return name == QLatin1String("function") ? QString() : name;
}

// Hands each call of __async a constant that says which function it is, as a line of a stack. Such calls are
// written as the compiler writes them, so that nothing else is taken for one.
// `firstLine`: the number of the code's first line.
QString withNamedAsync(const QString &code, int firstLine, const QString &sourceName, QStringList &sites)
{
    static const QRegularExpression call(QStringLiteral(
        R"(\b__async\((?=(?:this|null|void 0|[\w$]+), (?:null|arguments|\[[^\]\n]*\]), function\* \())"));
    const auto file = QString(sourceName).remove(QRegularExpression(QStringLiteral(R"(["\\\n\r])")));
    auto lines = code.split(QLatin1Char('\n'));
    for (int i = 0; i < lines.size(); ++i) {
        const auto found = call.match(lines.at(i));
        if (!found.hasMatch())
            continue;
        const auto before = lines.at(i).left(found.capturedStart());
        const bool isBelowHead = i > 0 && before.trimmed() == QLatin1String("return");
        const auto name = asyncName(isBelowHead ? lines.at(i - 1) : before);
        const int line = firstLine + (isBelowHead ? i - 1 : i);
        lines[i] = before + QStringLiteral("__asyncAt(__asyncSite%1, ").arg(sites.size())
                   + lines.at(i).mid(found.capturedEnd());
        sites.append(QStringLiteral("__asyncSite%1 = __asyncSite(\"async%2@%3:%4\")")
                         .arg(QString::number(sites.size()), name.isEmpty() ? name : QLatin1Char(' ') + name,
                              file, QString::number(line)));
    }
    return lines.join(QLatin1Char('\n'));
}

// The compiler's own async functions are made of closures and two promises for each await: the runtime has a
// better way. The lines that follow keep their numbers.
QString withRuntimesAsync(const QString &code, const QString &sourceName)
{
    static const QRegularExpression helper(
        QStringLiteral(R"(^var __async = \([^\n]*\) => \{\n(?:[ \t][^\n]*\n)*\};$)"),
        QRegularExpression::MultilineOption);
    const auto found = helper.match(code);
    if (!found.hasMatch())
        return code;
    QStringList sites;
    const int lines = int(found.capturedView().count(QLatin1Char('\n')));
    const int firstLine = 1 + int(QStringView(code).left(found.capturedEnd()).count(QLatin1Char('\n')));
    const auto rest = withNamedAsync(code.mid(found.capturedEnd()), firstLine, sourceName, sites);
    auto head =
        QStringLiteral("import { runAsync as __async, runAsyncAt as __asyncAt, asyncSite as __asyncSite } "
                       "from \"%1\";\n")
            .arg(ScenarioModule::RuntimeModule);
    if (!sites.isEmpty())
        head += QStringLiteral("var ") + sites.join(QStringLiteral(", ")) + QLatin1Char(';');
    return code.left(found.capturedStart()) + head + QString(lines - 1, QLatin1Char('\n')) + rest;
}

// The engine knows no namespaces of modules that are not files; so "molotov" has itself as its default
// export.
QString withDefaultForNamespace(QString code)
{
    static const QRegularExpression statement(
        QStringLiteral(R"(^import \* as (\S+) from "%1";$)").arg(ScenarioModule::MolotovModule),
        QRegularExpression::MultilineOption);
    return code.replace(
        statement,
        QStringLiteral("import { default as \\1 } from \"%1\";").arg(ScenarioModule::MolotovModule));
}

QString missingExport(const QString &name, const QStringList &exports)
{
    const auto meant = nearestName(name, exports);
    return QStringLiteral("molotov has no export “%1”; ").arg(name)
           + (meant.isEmpty() ? QStringLiteral("it has ") + exports.join(QStringLiteral(", "))
                              : QStringLiteral("did you mean “%1”?").arg(meant));
}

ScriptError importError(const QString &message, const QString &file, int line)
{
    return {.kind = ErrorKind::Script,
            .message = message,
            .stack = {{.function = {}, .place = {.file = file, .line = line, .column = 0}}}};
}

} // namespace

ScenarioModule::ScenarioModule(QString sourceName, const QString &code)
    : m_sourceName(std::move(sourceName))
    , m_code(withThisInDerivedConstructors(withDefaultForNamespace(withRuntimesAsync(code, m_sourceName))))
    , m_helperLines(findHelperLines(code))
{
}

QString ScenarioModule::importCheck() const
{
    // The statements that are allowed, as the compiler writes them. Nothing in them can begin or end a text,
    // a comment or a pattern. So whatever surrounds them means the same when a semicolon takes their place.
    static const QRegularExpression allowed(
        QStringLiteral(
            R"re(^(?:(?:im|ex)port(?:(?:[^"'`/;\\]|\\u)*from)? "(?:%1|%2)"|export default \w+\(\)|export \{(?:[^"'`/;\\]|\\u)*\});$)re")
            .arg(MolotovModule, RuntimeModule),
        QRegularExpression::MultilineOption);
    QString checked;
    qsizetype end = m_code.startsWith(QLatin1String("#!")) ? m_code.indexOf(QLatin1Char('\n')) : 0;
    auto statements = allowed.globalMatch(m_code);
    while (statements.hasNext()) {
        const auto statement = statements.next();
        checked += QStringView(m_code).mid(end, statement.capturedStart() - end);
        checked +=
            QString(statement.capturedView().count(QLatin1Char('\n')), QLatin1Char('\n')) + QLatin1Char(';');
        end = statement.capturedEnd();
    }
    checked += QStringView(m_code).mid(end);
    return QStringLiteral("(function () { \"use strict\"; ") + checked + QStringLiteral("\n})");
}

std::optional<ScriptError> ScenarioModule::missingImport(const QStringList &exports) const
{
    // Compiled modules import at the beginning of a line, as `import { a, b as c } from "molotov";`.
    static const QRegularExpression statement(
        QStringLiteral(R"(^import\s+(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from\s*["']molotov["'])"),
        QRegularExpression::MultilineOption);
    static const QRegularExpression name(QStringLiteral(R"(([\w$]+)(?:\s+as\s+[\w$]+)?)"));

    auto sorted = exports;
    sorted.removeOne(QStringLiteral("default"));
    sorted.sort();
    auto statements = statement.globalMatch(m_code);
    while (statements.hasNext()) {
        const auto found = statements.next();
        const auto lineAt = [this](qsizetype position) {
            return 1 + int(QStringView(m_code).left(position).count(QLatin1Char('\n')));
        };
        auto names = name.globalMatch(found.captured(1));
        while (names.hasNext()) {
            const auto imported = names.next();
            if (!exports.contains(imported.captured(1))) {
                return importError(missingExport(imported.captured(1), sorted), m_sourceName,
                                   lineAt(found.capturedStart(1) + imported.capturedStart(1)));
            }
        }
    }
    return std::nullopt;
}

QList<StackFrame> framesOf(const QString &stack, const std::vector<ScenarioModule> &modules)
{
    // One frame a line: function@URL:line, or name@file:line of what was waiting (withNamedAsync())
    QList<StackFrame> result;
    for (const auto line : QStringView(stack).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto at = line.indexOf(QLatin1Char('@'));
        const auto colon = line.lastIndexOf(QLatin1Char(':'));
        if (at < 0 || colon <= at)
            continue;
        const auto url = line.mid(at + 1, colon - at - 1);
        const auto module = std::find_if(modules.begin(), modules.end(), [url](const ScenarioModule &one) {
            return url == one.url() || url == one.sourceName();
        });
        const int number = line.mid(colon + 1).toInt();
        if (module != modules.end() && number > 0 && module->isUsersOwn(number)) {
            result.append({.function = line.left(at).toString(),
                           .place = {.file = module->sourceName(), .line = number, .column = 0}});
        }
    }
    return result;
}

} // namespace Molotov
