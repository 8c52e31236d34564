// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/scenariomodule.h"

#include <QRegularExpression>

#include <algorithm>

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

// The compiler's own async functions are made of closures and two promises for each await: the runtime has a
// better way. The lines that follow keep their numbers.
QString withRuntimesAsync(const QString &code)
{
    static const QRegularExpression helper(
        QStringLiteral(R"(^var __async = \([^\n]*\) => \{\n(?:[ \t][^\n]*\n)*\};$)"),
        QRegularExpression::MultilineOption);
    const auto found = helper.match(code);
    if (!found.hasMatch())
        return code;
    const auto lines = found.capturedView().count(QLatin1Char('\n'));
    return code.left(found.capturedStart())
           + QStringLiteral("import { runAsync as __async } from \"%1\";").arg(ScenarioModule::RuntimeModule)
           + QString(lines, QLatin1Char('\n')) + code.mid(found.capturedEnd());
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
    , m_code(withRuntimesAsync(code))
    , m_helperLines(findHelperLines(code))
{
}

std::optional<ScriptError> ScenarioModule::missingImport(const QStringList &exports) const
{
    // Compiled modules import at the beginning of a line, as `import { a, b as c } from "molotov";`.
    static const QRegularExpression statement(
        QStringLiteral(
            R"(^import\s+(?:([\w$]+|\*\s*as\s+[\w$]+)\s*,?\s*)?(?:\{([^}]*)\}\s*)?from\s*["']molotov["'])"),
        QRegularExpression::MultilineOption);
    static const QRegularExpression name(QStringLiteral(R"(([\w$]+)(?:\s+as\s+[\w$]+)?)"));

    auto sorted = exports;
    sorted.sort();
    auto statements = statement.globalMatch(m_code);
    while (statements.hasNext()) {
        const auto found = statements.next();
        const auto lineAt = [this](qsizetype position) {
            return 1 + int(QStringView(m_code).left(position).count(QLatin1Char('\n')));
        };
        // The engine hands a script `undefined` for a namespace of its own modules.
        if (found.captured(1).startsWith(QLatin1Char('*'))) {
            return importError(
                QStringLiteral("molotov cannot be imported as a whole: write import { … } from \"molotov\""),
                m_sourceName, lineAt(found.capturedStart(1)));
        }
        if (!found.captured(1).isEmpty()) {
            return importError(
                QStringLiteral("molotov has no default export: write import { … } from \"molotov\""),
                m_sourceName, lineAt(found.capturedStart(1)));
        }
        auto names = name.globalMatch(found.captured(2));
        while (names.hasNext()) {
            const auto imported = names.next();
            if (!exports.contains(imported.captured(1))) {
                return importError(QStringLiteral("molotov has no export “%1”; it has %2")
                                       .arg(imported.captured(1), sorted.join(QStringLiteral(", "))),
                                   m_sourceName, lineAt(found.capturedStart(2) + imported.capturedStart(1)));
            }
        }
    }
    return std::nullopt;
}

QList<StackFrame> framesOf(const QString &stack, const std::vector<ScenarioModule> &modules)
{
    // One frame a line: function@URL:line
    QList<StackFrame> result;
    for (const auto line : QStringView(stack).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto at = line.indexOf(QLatin1Char('@'));
        const auto colon = line.lastIndexOf(QLatin1Char(':'));
        if (at < 0 || colon <= at)
            continue;
        const auto url = line.mid(at + 1, colon - at - 1);
        const auto module = std::find_if(modules.begin(), modules.end(),
                                         [url](const ScenarioModule &one) { return url == one.url(); });
        const int number = line.mid(colon + 1).toInt();
        if (module != modules.end() && number > 0 && module->isUsersOwn(number)) {
            result.append({.function = line.left(at).toString(),
                           .place = {.file = module->sourceName(), .line = number, .column = 0}});
        }
    }
    return result;
}

} // namespace Molotov
