// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Molotov {

/// What molotov-cli ends with; its --help and the README list the same.
enum class ExitCode {
    Finished = 0, ///< the run came to its end, whatever the number of failed iterations without a limit
    Failed = 1, ///< as many iterations failed as fail the test, a setup failed, or no helper was left
    Usage = 2, ///< the command line, the profile or the place of an output is wrong, or the target not
               ///< allowed; nothing was sent
    BadScenario = 3, ///< the scenario file does not compile or registers nothing; nothing was sent
    NoSummary = 4, ///< the run ended, but its summary, its result or a report could not be written
    GoalsMissed = 5, ///< the run came to its end, but a goal was broken, or could not be judged
    Regression = 6, ///< of `compare`: the second run is worse than the first
    HelpersLost = 7, ///< the run came to its end, but not all of its helpers did
    Interrupted = 130, ///< stopped by Ctrl-C, SIGTERM or SIGHUP; the summary holds what was measured
};

/// What molotov-helper ends with. A controller needs it only to word what went wrong.
enum class HelperExit {
    Finished = 0,
    BadInput = 65, ///< a frame that cannot be read, or another protocol version (EX_DATAERR)
    Stuck = 70, ///< a script could not be interrupted (EX_SOFTWARE)
    OutOfMemory = 71, ///< more than one helper's share of it (EX_OSERR)
    Orphaned = 75, ///< stdin closed before the run was over
};

} // namespace Molotov
