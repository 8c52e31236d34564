// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/consoleoutput.h"
#include "app/cli/keyinput.h"
#include "app/cli/options.h"
#include "app/cli/outputfile.h"
#include "app/cli/reportoutput.h"
#include "app/cli/runkeys.h"
#include "core/control/outputs/liveoutputs.h"
#include "core/control/results/resultrecorder.h"
#include "core/control/run/runcontroller.h"
#include "core/control/target/targetcheck.h"
#include "core/model/exitcodes.h"
#include "core/model/temporaryfolder.h"

#include <QElapsedTimer>

#include <functional>
#include <memory>
#include <optional>

namespace Molotov::Cli {

class ConsoleView;

/// Where a run from the command line is told, beside the terminal.
struct RunOutputs
{
    OutputFile summary;
    ReportOutput reports;

    /// Those that the command line asks for; fails if one cannot be written.
    static Result<RunOutputs> open(const CommandLine::Answer &answer);
};

/// One run from the command line: its controller, what is told of it, and how it is stopped.
class CommandRun
    : public QObject
    , private RunSink
{
    Q_OBJECT

public:
    /// `view` must outlive this.
    CommandRun(const Programs &programs, const Options &options, RunOutputs outputs, ConsoleView &view);

    void start();
    /// Stops: the first time gracefully, the second at once, and then without waiting for anything.
    void interrupt();
    /// Lets keys change the run, if a person looks at this output in a terminal. Before start().
    void useKeys(const ConsoleOutput &output);

Q_SIGNALS:
    /// The last; no helper is left.
    void ended(Molotov::ExitCode code);

private:
    void onTargetChecked(const TargetReport &report);
    void askToLoad(const QString &host);
    void askToStart(const QString &problem);
    void refuse(const QString &why);
    void ask(const QString &question, const std::function<void(bool isYes)> &then);
    void onKey(char key);
    void begin();
    Status prepareRun(const Profile &profile) override;
    void stateChanged(RunState state) override;
    void runBegan(const RunInfo &info) override;
    void snapshotTaken(const Snapshot &snapshot) override;
    void marked(const RunMarker &marker) override;
    void logged(const LogLine &line) override;
    void runEnded(const RunOutcome &outcome) override;
    void keepResult();
    void onResultEnded(const QString &path, const Status &status);
    void onOutputEnded();
    void writeReports(const RunRecord &record);
    void failOutput(const Error &error);

    Options m_options;
    const RunOutputs m_outputs;
    ConsoleView &m_view;
    LiveOutputs m_liveOutputs;
    RunController m_controller;
    RunKeys m_keys;
    std::unique_ptr<KeyInput> m_keyInput; // none: nobody presses keys
    TargetCheck m_targetCheck;
    std::function<void(bool isYes)> m_answer; // a question waits for a key
    std::optional<Error> m_refusal; // why the run may not begin
    bool m_isHandedOver = false; // to the controller
    std::unique_ptr<TemporaryFolder> m_folder; // of a result that only reports are made of
    std::unique_ptr<ResultRecorder> m_results; // none: nothing is kept
    RunRecord m_told; // what is known without the result
    int m_unfinished = 0; // of results and outputs, after the run
    ExitCode m_code = ExitCode::Finished;
    bool m_hasBegun = false;
    QElapsedTimer m_clock; // from start()
    int m_interrupts = 0;
};

} // namespace Molotov::Cli
