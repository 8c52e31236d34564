// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/esbuildlog.h"

#include "core/control/compiler/bundleinputs.h"
#include "core/control/compiler/importgraph.h"
#include "core/control/compiler/othertools.h"
#include "core/model/errorgroup.h"

#include <QFile>
#include <QRegularExpression>

namespace Molotov {

namespace {

struct Message
{
    QString text;
    SourcePlace place; // column in bytes, from 0
    QString notes;
};

// ✘ [ERROR] Unexpected "}"
//
//     shop.ts:5:12:
//       5 │ foo(});
//         ╵     ^
//
//   A note.
QList<Message> parseMessages(const QString &text)
{
    static const QRegularExpression title(QStringLiteral(R"(^\S+ \[ERROR\] (.+)$)"));
    static const QRegularExpression place(QStringLiteral(R"(^    (\S.*):(\d+):(\d+):$)"));
    QList<Message> messages;
    const auto lines = text.split(QLatin1Char('\n'));
    for (const auto &line : lines) {
        if (const auto match = title.match(line); match.hasMatch()) {
            messages.append({.text = match.captured(1), .place = {}, .notes = {}});
        } else if (messages.isEmpty()) {
            continue;
        } else if (const auto found = place.match(line);
                   found.hasMatch() && !messages.last().place.isValid()) {
            messages.last().place = {.file = found.captured(1),
                                     .line = found.captured(2).toInt(),
                                     .column = found.captured(3).toInt()};
        } else if (line.startsWith(QLatin1String("  ")) && !line.startsWith(QLatin1String("    "))) {
            messages.last().notes += line.trimmed() + QLatin1Char(' ');
        }
    }
    return messages;
}

// esbuild counts bytes from 0, people and editors characters from 1.
SourcePlace forPeople(SourcePlace place, const QDir &folder)
{
    QFile file(folder.absoluteFilePath(place.file));
    QByteArray line;
    if (file.open(QIODevice::ReadOnly)) {
        for (int i = 0; i < place.line; ++i)
            line = file.readLine();
    }
    place.column = int(line.isEmpty() ? place.column : QString::fromUtf8(line.left(place.column)).size()) + 1;
    return place;
}

// The name of an import that is not there; empty if the message tells of something else.
QString unresolvedName(const Message &message)
{
    static const QRegularExpression unresolved(QStringLiteral(R"re(^Could not resolve "(.+)"$)re"));
    return unresolved.match(message.text).captured(1);
}

bool isModuleOfNode(const Message &message)
{
    const auto name = unresolvedName(message);
    return name.startsWith(QLatin1String("node:"))
           || (!name.isEmpty() && message.notes.contains(QLatin1String("built into node")));
}

QString worded(const Message &message)
{
    if (message.text.startsWith(QLatin1String("Transforming async generator functions"))) {
        return EsbuildLog::tr("Async generators need esbuild 0.18.8 or newer (npm install esbuild); this one "
                              "is older. An object with [Symbol.asyncIterator] does the same");
    }
    const auto name = unresolvedName(message);
    if (name.isEmpty())
        return message.text;
    if (const auto hint = OtherTools::hintFor(name))
        return *hint;
    if (isModuleOfNode(message)) {
        return EsbuildLog::tr(
                   "“%1” is a part of Node.js, which scenarios do not run in: a module that needs it "
                   "cannot be used")
            .arg(name);
    }
    return EsbuildLog::tr("The import “%1” cannot be found").arg(name);
}

// What esbuild must leave out to get past the message, as the `wanted` of a trace; none where the place that
// the message names says all.
std::optional<ImportTrace> traceOf(const Message &message, const ImportScope &scope)
{
    using Cause = ImportTrace::Cause;
    if (!message.place.isValid())
        return std::nullopt;
    const auto file = QDir::cleanPath(scope.folder.absoluteFilePath(message.place.file));
    const auto trace = [](Cause cause, const QString &wanted) {
        return ImportTrace{.cause = cause, .wanted = wanted, .leftOut = {}, .problem = {}};
    };
    if (!scope.contains(file))
        return trace(Cause::ForeignFile, file);
    if (ImportGraph::packageOf(message.place.file).isEmpty())
        return std::nullopt;
    return isModuleOfNode(message) ? trace(Cause::ModuleOfNode, unresolvedName(message))
                                   : trace(Cause::FileOfPackage, file);
}

// Of the first message; all that others are about must be left out, too.
std::optional<ImportTrace> traceOf(const QList<Message> &messages, const ImportScope &scope)
{
    auto first = traceOf(messages.first(), scope);
    for (const auto &message : messages) {
        const auto trace = traceOf(message, scope);
        if (first && trace && !first->leftOut.contains(trace->wanted))
            first->leftOut.append(trace->wanted);
    }
    return first;
}

} // namespace

std::optional<EsbuildFailure> EsbuildLog::firstError(const QByteArray &standardError,
                                                     const ImportScope &scope)
{
    auto text = QString::fromUtf8(standardError);
    text.remove(QLatin1Char('\r'));
    const auto messages = parseMessages(text);
    if (messages.isEmpty())
        return std::nullopt;
    const auto &first = messages.first();
    auto trace = traceOf(messages, scope);
    QString sentence;
    if (!first.place.isValid())
        sentence = worded(first);
    else if (const auto file = scope.folder.absoluteFilePath(first.place.file); !scope.contains(file))
        return EsbuildFailure{BundleInputs::foreignFile({}, file, scope), trace};
    else
        sentence = forPeople(first.place, scope.folder).toString() + QLatin1String(": ") + worded(first);
    const auto more = messages.size() - 1;
    if (more == 1)
        sentence += tr(" (and 1 more error)");
    else if (more > 1)
        sentence += tr(" (and %1 more errors)").arg(more);
    if (trace)
        trace->problem = sentence;
    return EsbuildFailure{Error{sentence + QLatin1Char('.')}, trace};
}

} // namespace Molotov
