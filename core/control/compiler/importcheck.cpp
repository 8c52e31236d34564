// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/importcheck.h"

#include "core/control/compiler/bundleinputs.h"
#include "core/model/files.h"

#include <QFileInfo>
#include <QList>
#include <QRegularExpression>

namespace Molotov {

namespace {

// Libraries are not to make a start slow.
constexpr qint64 MaxCharacters = 4'000'000;

struct Import
{
    QString name;
    int line = 0;
};

// Lines keep their numbers.
QString withoutBlockComments(QString text)
{
    static const QRegularExpression comment(QStringLiteral("/\\*.*?\\*/"),
                                            QRegularExpression::DotMatchesEverythingOption);
    for (auto match = comment.match(text); match.hasMatch();
         match = comment.match(text, match.capturedStart())) {
        const auto lines = match.capturedView().count(QLatin1Char('\n'));
        text.replace(match.capturedStart(), match.capturedLength(), QString(lines, QLatin1Char('\n')));
    }
    return text;
}

// Of files, not of packages.
QList<Import> importsIn(const QString &source)
{
    // A statement that begins a line; a call that no "//" stands before.
    static const QRegularExpression pattern(
        QStringLiteral("^[ \\t]*(?:import\\s*|(?:import|export)\\b[^\"'`;()=]*?\\bfrom\\s*)"
                       "([\"'])(?<statement>\\.{0,2}/[^\"'\\n]*)\\1"
                       "|^(?:(?!//)[^\\n])*?\\b(?:require|import)\\s*\\(\\s*"
                       "([\"'`])(?<call>\\.{0,2}/[^\"'`\\n]*)\\3\\s*\\)"),
        QRegularExpression::MultilineOption);
    const auto text = withoutBlockComments(source);
    QList<Import> imports;
    int line = 1;
    qsizetype counted = 0;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const auto name = match.captured(QStringLiteral("statement"))
                          + match.captured(QStringLiteral("call")); // one of them is empty
        line +=
            int(QStringView(text).sliced(counted, match.capturedEnd() - counted).count(QLatin1Char('\n')));
        counted = match.capturedEnd();
        imports.append({name, line});
    }
    return imports;
}

bool isThere(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() && !info.isDir();
}

// As esbuild looks for it; empty if there is none.
QString fileOf(const QString &path)
{
    if (isThere(path))
        return path;
    for (const auto &start : {path, path + QStringLiteral("/index")}) {
        for (const auto *suffix : {".tsx", ".ts", ".jsx", ".js", ".css", ".json"}) {
            if (const auto file = start + QLatin1String(suffix); isThere(file))
                return file;
        }
    }
    return {};
}

bool isCode(const QFileInfo &file)
{
    static const QStringList suffixes{
        QStringLiteral("js"), QStringLiteral("mjs"), QStringLiteral("cjs"), QStringLiteral("jsx"),
        QStringLiteral("ts"), QStringLiteral("mts"), QStringLiteral("cts"), QStringLiteral("tsx"),
    };
    return suffixes.contains(file.suffix());
}

} // namespace

ImportCheck::ImportCheck(const ImportScope &scope, qint64 maxSize)
    : m_scope(scope)
    , m_maxSize(maxSize)
    , m_charactersLeft(MaxCharacters)
{
}

Error ImportCheck::tooLarge(const QString &shownFile, qint64 size, qint64 maxSize)
{
    return {tr("%1 is too large: %L2 bytes, at most %L3 can be sent to a helper with all that a scenario "
               "imports.")
                .arg(shownFile)
                .arg(size)
                .arg(maxSize)};
}

Status ImportCheck::check(const QString &file)
{
    m_seen.insert(QFileInfo(file).canonicalFilePath());
    const auto content = Files::read(file, m_maxSize);
    if (!content)
        return {}; // esbuild says why
    const auto text = QString::fromUtf8(*content);
    m_charactersLeft -= text.size();
    if (m_charactersLeft < 0)
        return {};
    for (const auto &import : importsIn(text)) {
        if (const auto status = checkImport(file, import.line, import.name); !status)
            return status;
    }
    return {};
}

Status ImportCheck::checkImport(const QString &importer, int line, const QString &name)
{
    const QFileInfo file(fileOf(QFileInfo(importer).absoluteDir().absoluteFilePath(name)));
    const auto place = QStringLiteral("%1:%2").arg(m_scope.shownName(importer)).arg(line);
    if (file.filePath().isEmpty() || m_seen.contains(file.canonicalFilePath()))
        return {};
    if (!file.isFile())
        return Error{tr("%1: “%2” is a pipe or a device, not a file.").arg(place, name)};
    // A file outside that is imported for its types only does no harm, and esbuild knows which is.
    const bool isOutside = !m_scope.contains(file.filePath());
    if (file.size() > m_maxSize)
        return isOutside ? BundleInputs::foreignFile(
                   ImportGraph::Import{m_scope.shownName(importer), name, {}}, file.filePath(), m_scope)
                         : tooLarge(QStringLiteral("%1: “%2”").arg(place, name), file.size(), m_maxSize);
    return isCode(file) && !isOutside ? check(file.filePath()) : Status();
}

} // namespace Molotov
