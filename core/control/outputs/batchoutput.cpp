// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/batchoutput.h"

#include "core/control/results/secrets.h"

#include <utility>

namespace Molotov {

BatchOutput::BatchOutput(const QString &url, BatchTarget target, const BatchTiming &timing)
    : m_shownUrl(Secrets::maskedUrl(url))
    , m_target(std::move(target))
    , m_timing(timing)
{
}

BatchSender &BatchOutput::sender() const
{
    if (!m_sender)
        m_sender = std::make_unique<BatchSender>(m_target, m_timing);
    return *m_sender;
}

} // namespace Molotov
