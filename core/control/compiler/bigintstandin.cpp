// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/bigintstandin.h"

#include "core/control/compiler/importgraph.h"
#include "core/control/compiler/sourcemap.h"

#include <QRegularExpression>

namespace Molotov {

namespace {

constexpr QLatin1String StandIn("__bint"); // as long as "BigInt"
constexpr QLatin1String Definition(R"(function __bint(value) {
  const refuse = () => {
    throw new TypeError("BigInt is not available in scenarios, so " + value + " cannot be computed with");
  };
  return { toString: () => String(value), toJSON: refuse, valueOf: refuse };
}
)");

} // namespace

QString withBigIntStandIn(const QString &code, const SourceMap &map)
{
    static const QRegularExpression call(QStringLiteral("(?<![\\w$.])(?<!typeof )BigInt(?=\\()"));
    if (code.contains(StandIn))
        return code;
    auto result = code;
    int line = 1;
    qsizetype lineStart = 0;
    for (auto it = call.globalMatch(code); it.hasNext();) {
        const auto at = it.next().capturedStart();
        for (auto end = code.indexOf(QLatin1Char('\n'), lineStart); end >= 0 && end < at;
             end = code.indexOf(QLatin1Char('\n'), lineStart)) {
            ++line;
            lineStart = end + 1;
        }
        const auto place = map.original({.file = {}, .line = line, .column = int(at - lineStart) + 1});
        if (!ImportGraph::packageOf(place.file).isEmpty())
            result.replace(at, StandIn.size(), StandIn);
    }
    // At the end, so that no line moves: functions are there before any code runs.
    return result == code ? code : result + QLatin1Char('\n') + Definition;
}

} // namespace Molotov
