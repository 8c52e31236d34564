// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/jsonlinesoutput.h"

#include "core/control/outputs/jsonlines.h"

#include <QLocale>

namespace Molotov {

namespace {

// All outputs share a thread: one that does not get on must not keep the others waiting.
constexpr std::chrono::milliseconds Patience{100};

} // namespace

Result<std::unique_ptr<Output>> JsonLinesOutput::open(const QString &name,
                                                      std::chrono::milliseconds lastPatience)
{
    auto stream = OutputStream::open(name);
    if (!stream)
        return stream.error();
    if (stream->isFile()) {
        // The name may come from a profile that somebody else wrote.
        const auto head = stream->head(64);
        if (!head)
            return head.error();
        if (!head->isEmpty() && !JsonLines::isBegin(*head)) {
            return Error{tr("%1 is there and holds no JSON lines of a run, so it is not replaced: choose "
                            "another name for the JSON lines.")
                             .arg(stream->shownName())};
        }
        if (const auto status = stream->empty(); !status)
            return status.error();
    }
    return std::unique_ptr<Output>(new JsonLinesOutput(*std::move(stream), lastPatience));
}

JsonLinesOutput::JsonLinesOutput(OutputStream stream, std::chrono::milliseconds lastPatience)
    : m_stream(std::move(stream))
    , m_lastPatience(lastPatience)
{
}

void JsonLinesOutput::add(const QByteArray &line)
{
    if (m_waiting.size() + line.size() <= MaxWaiting)
        m_waiting += line;
    else
        ++m_dropped;
}

Status JsonLinesOutput::write(const OutputNews &news)
{
    if (news.began)
        add(JsonLines::begin(*news.began));
    for (const auto &marker : news.markers)
        add(JsonLines::marker(marker));
    m_dropped += news.droppedSeconds;
    for (const auto &second : news.seconds)
        add(JsonLines::second(second));
    const auto *totals = news.outcome ? &news.outcome->last : news.totals ? &*news.totals : nullptr;
    // Groups only ever become more, and keep their places.
    for (; totals != nullptr && m_knownErrors < totals->errors.size(); ++m_knownErrors)
        add(JsonLines::error(totals->errors.at(m_knownErrors)));
    if (!news.outcome)
        return m_stream.write(m_waiting, Patience);

    m_waiting += JsonLines::end(*news.outcome, m_dropped); // which has room always
    const auto status = m_stream.write(m_waiting, m_lastPatience);
    m_dropped += m_waiting.count('\n');
    m_waiting.clear();
    return status;
}

QString JsonLinesOutput::losses() const
{
    if (m_dropped == 0)
        return {};
    return m_dropped == 1 ? tr("1 JSON line was not written to %1.").arg(m_stream.shownName())
                          : tr("%1 JSON lines were not written to %2: what reads them was too slow or gone.")
                                .arg(QLocale().toString(m_dropped), m_stream.shownName());
}

} // namespace Molotov
