// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/scenariomodule.h"

#include <QRegularExpression>

#include <algorithm>
#include <numeric>
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

// How many characters must be added, dropped or changed (Levenshtein), without regard to case.
qsizetype distance(const QString &from, const QString &to)
{
    QList<qsizetype> row(to.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < from.size(); ++i) {
        auto diagonal = std::exchange(row[0], i + 1);
        for (qsizetype j = 0; j < to.size(); ++j) {
            const auto replaced = diagonal + (from.at(i).toLower() == to.at(j).toLower() ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.last();
}

// Empty if none of the names is like it.
QString nearest(const QString &wanted, const QStringList &names)
{
    const auto found = std::min_element(names.begin(), names.end(), [&](const auto &one, const auto &other) {
        return distance(wanted, one) < distance(wanted, other);
    });
    return found != names.end() && distance(wanted, *found) <= wanted.size() / 3 ? *found : QString();
}

QString missingExport(const QString &name, const QStringList &exports)
{
    const auto meant = nearest(name, exports);
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
    , m_code(withDefaultForNamespace(withRuntimesAsync(code)))
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
