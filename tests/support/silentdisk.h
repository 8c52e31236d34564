// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/inbackground.h"

#include <QSemaphore>

#include <memory>

namespace Molotov {

/// While it lives, no work on files comes to an end, as if each disk hung.
class SilentDisk
{
public:
    SilentDisk()
    {
        for (int i = 0; i < filePool()->maxThreadCount(); ++i)
            filePool()->start([gate = m_gate] { gate->acquire(); });
    }
    ~SilentDisk()
    {
        m_gate->release(filePool()->maxThreadCount());
        filePool()->waitForDone();
    }
    Q_DISABLE_COPY_MOVE(SilentDisk)

private:
    std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
};

} // namespace Molotov
