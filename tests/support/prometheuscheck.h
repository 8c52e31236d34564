// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QString>

#include <optional>

namespace Molotov::Test {

/// Samples of Prometheus's text format 0.0.4, by name and labels as they stand there.
using PrometheusSamples = QMap<QString, double>;

/// Reads a page, and is stricter than Prometheus: each family has HELP and TYPE once and before its samples,
/// counters end in _total, no sample is there twice, and buckets of histograms are cumulative and complete.
/// `problem` says what is wrong, then there are no samples.
inline PrometheusSamples readPrometheus(const QByteArray &page, QString &problem)
{
    static const QRegularExpression meta(
        QStringLiteral("^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) ([^\\n]+)$"));
    static const QRegularExpression sampleLine(
        QStringLiteral("^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\["
                       "\\\\\"n])*\",?)*)\\})? "
                       "([-+0-9.eE]+)$"));
    static const QRegularExpression bucketLabel(QStringLiteral(",?le=\"([^\"]*)\""));
    PrometheusSamples samples;
    QMap<QString, QString> types;
    QSet<QString> helped;
    QString family;
    QMap<QString, double> lastBucket;
    const auto fail = [&problem](const QString &line) {
        problem = line;
        return PrometheusSamples();
    };
    if (!page.endsWith('\n'))
        return fail(QStringLiteral("no line feed at the end"));
    const auto lines = QString::fromUtf8(page.chopped(1)).split(QLatin1Char('\n'));
    for (const auto &line : lines) {
        if (const auto match = meta.match(line); match.hasMatch()) {
            const auto name = match.captured(2);
            if (match.captured(1) == QLatin1String("HELP")) {
                if (helped.contains(name))
                    return fail(line);
                helped.insert(name);
            } else {
                if (types.contains(name) || !helped.contains(name))
                    return fail(line);
                types.insert(name, match.captured(3));
                if ((match.captured(3) == QLatin1String("counter")) != name.endsWith(QLatin1String("_total")))
                    return fail(line);
            }
            family = name;
            continue;
        }
        const auto match = sampleLine.match(line);
        if (!match.hasMatch() || samples.contains(match.captured(1) + match.captured(2)))
            return fail(line);
        const auto name = match.captured(1);
        const bool isHistogram = types.value(family) == QLatin1String("histogram");
        const bool isOfFamily = isHistogram ? name == family + QLatin1String("_bucket")
                                                  || name == family + QLatin1String("_sum")
                                                  || name == family + QLatin1String("_count")
                                            : name == family;
        if (!isOfFamily)
            return fail(line);
        const double value = match.captured(4).toDouble();
        auto labels = match.captured(3);
        if (name.endsWith(QLatin1String("_bucket"))) {
            labels.remove(bucketLabel);
            if (value < lastBucket.value(labels))
                return fail(line);
            lastBucket[labels] = value;
            if (match.captured(3).endsWith(QLatin1String("le=\"+Inf\"")))
                samples.insert(family + QLatin1Char('!') + labels, value);
        } else if (isHistogram && name.endsWith(QLatin1String("_count"))) {
            if (samples.take(family + QLatin1Char('!') + labels) != value)
                return fail(line);
            lastBucket.remove(labels);
        }
        samples.insert(name + match.captured(2), value);
    }
    return samples;
}

/// Of all samples of this name.
inline double sumOf(const PrometheusSamples &samples, const QString &name)
{
    double sum = 0;
    for (auto it = samples.begin(); it != samples.end(); ++it) {
        if (it.key() == name || it.key().startsWith(name + QLatin1Char('{')))
            sum += it.value();
    }
    return sum;
}

} // namespace Molotov::Test
