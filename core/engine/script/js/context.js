// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What runs now: set at each entry and by each job, so that whatever a script calls can tell for which worker. A
// plain object that everybody shares; its fields are the only mutable globals of the runtime.
//   worker: the Worker whose code runs; null outside of any, as while the scenario file is loaded
export const context = { worker: null };
