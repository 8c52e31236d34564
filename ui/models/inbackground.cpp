// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/inbackground.h"

#include <QCoreApplication>

namespace Molotov {

namespace {

constexpr int MaxThreads = 32;
constexpr int WaitAtEnd = 2000; // ms

} // namespace

QThreadPool *filePool()
{
    // Never deleted: that would wait for a thread that hangs.
    static auto *const pool = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(MaxThreads);
        qAddPostRoutine([] { filePool()->waitForDone(WaitAtEnd); });
        return made;
    }();
    return pool;
}

} // namespace Molotov
