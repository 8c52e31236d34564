// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/output.h"

#include <QObject>
#include <QTimer>

#include <list>
#include <memory>
#include <vector>

namespace Molotov {

using Outputs = std::vector<std::unique_ptr<Output>>;

/// The outputs of one run. Lives on the thread of the outputs.
class OutputRun : public QObject
{
    Q_OBJECT

public:
    OutputRun(Outputs outputs, std::shared_ptr<OutputQueue> queue, QObject *parent);

    /// Writes what is there already, and from then on once a second.
    void begin();
    /// Nothing more comes into the queue. Outputs that have delivered all are gone afterwards; ended()
    /// follows when the others are, too.
    void end();

Q_SIGNALS:
    /// Once for each output that has trouble, and at the end for each that has lost something.
    void complained(const QString &text);
    void ended();

private:
    struct Entry
    {
        std::unique_ptr<Output> output;
        bool hasFailed = false;
    };

    void write();
    void retire(std::list<Entry>::iterator entry);

    const std::shared_ptr<OutputQueue> m_queue;
    QTimer m_timer{this};
    std::list<Entry> m_entries;
};

/// Does what outputs have to wait for. Runs follow each other; the last batches of one may still be on their
/// way when the next one begins. Lives on a thread of its own.
class OutputThread : public QObject
{
    Q_OBJECT

public:
    void begin(Outputs outputs, const std::shared_ptr<OutputQueue> &queue);
    /// Nothing more comes into the queue of the last run.
    void end();

Q_SIGNALS:
    void complained(const QString &text); ///< as of OutputRun
    void ended(); ///< for each run

private:
    OutputRun *m_run = nullptr; // child of this; the one that is under way
};

} // namespace Molotov
