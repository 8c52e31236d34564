// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/errorgroup.h"
#include "core/model/result.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace Molotov {

/// Says where a line of a compiled module comes from: a source map of version 3, as esbuild writes it.
class SourceMap
{
public:
    /// Maps nothing.
    SourceMap() = default;

    /// Sources that are relative in the map are so to `baseFolder`: the one that the map was written into.
    static Result<SourceMap> parse(const QByteArray &json, const QString &baseFolder);

    /// The place in the user's own file, with its absolute path. Without a column (V4's stack traces have
    /// lines only) it is the first that the line comes from. Not valid when the line comes from no file, as
    /// esbuild's own helper functions do.
    SourcePlace original(const SourcePlace &generated) const;

private:
    // Each counts from 0, as in the map.
    struct Segment
    {
        int generatedColumn = 0;
        int source = -1; // -1 = from here on, nothing of the user's
        int line = 0;
        int column = 0;
    };

    Status appendLine(const QByteArray &encoded, Segment &previous);

    QStringList m_sources;
    QList<Segment> m_segments; // of all lines, one after the other
    QList<qsizetype> m_lineStarts; // in m_segments; one more than there are lines
};

} // namespace Molotov
