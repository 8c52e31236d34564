// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/stdinreader.h"

#include "core/engine/standardstreams.h"
#include "core/model/exitcodes.h"

#include <cstdlib>
#include <mutex>
#include <thread>

namespace Molotov {

struct StdinReader::Shared
{
    std::mutex mutex;
    StdinReader *reader = nullptr; // guarded; null when it is gone
    std::atomic<bool> mayEnd = false;

    void run()
    {
        QByteArray buffer(1 << 16, Qt::Uninitialized);
        while (const auto count = StandardStreams::readInput(buffer.data(), buffer.size())) {
            const std::lock_guard lock(mutex);
            if (reader == nullptr)
                return;
            QMetaObject::invokeMethod(
                reader, [target = reader, bytes = buffer.left(count)] { Q_EMIT target->received(bytes); },
                Qt::QueuedConnection);
        }
        if (!mayEnd)
            std::_Exit(int(HelperExit::Orphaned));
    }
};

StdinReader::StdinReader(QObject *parent)
    : QObject(parent)
    , m_shared(std::make_shared<Shared>())
{
    m_shared->reader = this;
    std::thread([shared = m_shared] { shared->run(); }).detach();
}

StdinReader::~StdinReader()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->reader = nullptr;
}

void StdinReader::allowEnd()
{
    m_shared->mayEnd = true;
}

} // namespace Molotov
