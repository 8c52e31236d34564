// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <type_traits>

namespace Molotov {

/// Does `work` on another thread, and then calls `done` with what it returned on the thread of `context`;
/// never when `context` is gone by then. QFuture::then() asserts in that case (seen with Qt 6.4).
template <typename Work, typename Done>
void inBackground(QObject *context, Work work, Done done)
{
    using Value = std::invoke_result_t<Work>;
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done] {
        watcher->deleteLater();
        done(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(work));
}

} // namespace Molotov
