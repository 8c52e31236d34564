// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/prometheuspage.h"

namespace Molotov {

namespace {

QByteArray escaped(const QString &value)
{
    auto text = value.toUtf8();
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return text;
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 15);
}

/// Writes the page, family by family.
class PageWriter
{
public:
    void add(const MetricFamily &family)
    {
        static constexpr std::array Types{"counter", "gauge", "histogram"};
        static constexpr std::array Units{"", "_seconds", "_bytes"};
        m_name = QByteArrayLiteral("molotov_") + family.name + Units.at(size_t(family.unit));
        if (family.kind == MetricFamily::Kind::Counter)
            m_name += "_total";
        m_text += "# HELP " + m_name + ' ' + family.help + "\n# TYPE " + m_name + ' '
                  + Types.at(size_t(family.kind)) + '\n';
        for (const auto &sample : family.samples)
            std::visit([&](const auto &value) { add(sample.labels, value); }, sample.value);
    }

    const QByteArray &text() const { return m_text; }

private:
    void write(const MetricLabels &labels, const QByteArray &value, const char *suffix = "")
    {
        m_text += m_name + suffix;
        if (!labels.isEmpty()) {
            char separator = '{';
            for (const auto &[label, text] : labels) {
                m_text += separator + (label + QByteArrayLiteral("=\"")) + escaped(text) + '"';
                separator = ',';
            }
            m_text += '}';
        }
        m_text += ' ' + value + '\n';
    }

    void add(const MetricLabels &labels, qint64 value) { write(labels, QByteArray::number(value)); }
    void add(const MetricLabels &labels, double value) { write(labels, number(value)); }

    // Buckets count all that is not above their bound.
    void add(const MetricLabels &labels, const SparseHistogram &values)
    {
        const auto buckets = RunMetrics::bucketsOf(values);
        qint64 below = 0;
        for (size_t i = 0; i < buckets.size(); ++i) {
            below += buckets.at(i);
            const auto bound =
                i < RunMetrics::Bounds.size() ? number(RunMetrics::Bounds.at(i)) : QByteArrayLiteral("+Inf");
            write(labels + MetricLabels{{"le", QString::fromLatin1(bound)}}, QByteArray::number(below),
                  "_bucket");
        }
        write(labels, number(std::chrono::duration<double>(values.sum).count()), "_sum");
        write(labels, QByteArray::number(below), "_count");
    }

    QByteArray m_text;
    QByteArray m_name;
};

} // namespace

QByteArray PrometheusPage::text() const
{
    PageWriter page;
    page.add({"run_info",
              MetricFamily::Kind::Gauge,
              MetricFamily::Unit::None,
              "The run: its test and the version of the program.",
              {{{{"test", m_metrics.test()}, {"version", QStringLiteral(MOLOTOV_VERSION)}}, qint64(1)}}});
    const auto families = m_metrics.families();
    for (const auto &family : families)
        page.add(family);
    return page.text();
}

} // namespace Molotov
