// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/options.h"
#include "app/cli/summaryoutput.h"
#include "core/control/run/runcontroller.h"
#include "core/model/exitcodes.h"

#include <QElapsedTimer>

namespace Molotov::Cli {

class ConsoleView;

/// One run from the command line: its controller, what is told of it, and how it is stopped.
class CommandRun : public QObject
{
    Q_OBJECT

public:
    /// `view` must outlive this.
    CommandRun(const Programs &programs, const Options &options, SummaryOutput summary, ConsoleView &view);

    void start();
    /// Stops: the first time gracefully, the second at once, and then without waiting for anything.
    void interrupt();

Q_SIGNALS:
    /// The last; no helper is left.
    void ended(Molotov::ExitCode code);

private:
    void showStep(RunState state);
    void onFinished(const RunOutcome &outcome);

    const Options m_options;
    const SummaryOutput m_summary;
    ConsoleView &m_view;
    RunController m_controller;
    QElapsedTimer m_clock; // from start()
    int m_interrupts = 0;
};

} // namespace Molotov::Cli
