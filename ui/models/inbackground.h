// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFutureWatcher>
#include <QThreadPool>
#include <QTimer>
#include <QtConcurrentRun>

#include <chrono>
#include <type_traits>

namespace Molotov {

/// Threads for work on files. There are enough that some may hang, in a folder of a network that is gone, and
/// the others go on. The end of the application waits for them, but not for long.
QThreadPool *filePool();

/// Does `work` on a thread of filePool(), and then calls `done` with what it returned on the thread of
/// `context`; never when `context` is gone by then. If that takes longer than `limit`, `late` is called
/// instead, and the work goes on for nobody.
template <typename Work, typename Done, typename Late>
void inBackground(QObject *context, std::chrono::milliseconds limit, Work work, Done done, Late late)
{
    using Value = std::invoke_result_t<Work>;
    // QFuture::then() asserts when its context is gone (seen with Qt 6.4).
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done] {
        watcher->deleteLater();
        done(watcher->result());
    });
    if (limit > std::chrono::milliseconds::zero()) {
        QTimer::singleShot(limit, watcher, [watcher, late] {
            if (watcher->isFinished())
                return; // done() is about to be called
            watcher->disconnect();
            watcher->deleteLater();
            late();
        });
    }
    watcher->setFuture(QtConcurrent::run(filePool(), work));
}

/// The same without a limit.
template <typename Work, typename Done>
void inBackground(QObject *context, Work work, Done done)
{
    inBackground(context, std::chrono::milliseconds::zero(), work, done, [] {});
}

} // namespace Molotov
