// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/resultqueue.h"
#include "core/model/result.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace Molotov {

class ResultWriter;

/// The part of a ResultRecorder that waits for disks: writes one run after the other.
class ResultThread : public QObject
{
    Q_OBJECT

public:
    using Queue = std::shared_ptr<ResultQueue>;

    ResultThread();
    ~ResultThread() override;

    void begin(const QString &path, const RunInfo &info, const Queue &queue);
    /// Nothing more comes into the queue.
    void end();

Q_SIGNALS:
    void began(const QString &path);
    void failed(const Molotov::Error &error);
    void ended(const QString &path, const Molotov::Status &status);

private:
    void makeFile();
    void write();

    QTimer m_timer{this};
    Queue m_queue;
    QString m_path;
    RunInfo m_info;
    std::unique_ptr<ResultWriter> m_writer; // none: the file could not be made
    ResultNews m_unwritten;
    Status m_status;
    bool m_hasFailed = false;
};

} // namespace Molotov
