// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/batchsender.h"
#include "core/control/outputs/output.h"

#include <memory>

namespace Molotov {

/// An output that sends batches to a server.
class BatchOutput : public Output
{
public:
    bool finish(const std::function<void()> &done) override { return sender().finish(done); }

protected:
    /// `url`: as in a profile.
    BatchOutput(const QString &url, BatchTarget target, const BatchTiming &timing);

    /// Without what is secret in it.
    const QString &shownUrl() const { return m_shownUrl; }
    /// Is made on the thread of the outputs, which it belongs to.
    BatchSender &sender() const;

private:
    const QString m_shownUrl;
    const BatchTarget m_target;
    const BatchTiming m_timing;
    mutable std::unique_ptr<BatchSender> m_sender; // none before it is used
};

} // namespace Molotov
