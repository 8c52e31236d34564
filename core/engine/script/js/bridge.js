// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The object that C++ lends us (core/engine/script/bridge.h); bundled code finds it as a parameter.
export const bridge = molotovBridge;
/// Each request and check is told to C++ with where the script stands.
export const { isTracing } = bridge;
export const { bytes, patterns, responses } = bridge;
// What each exchange calls: to look up a method of C++ makes a function each time.
export const { send, iterationDone } = bridge;
// And what each step calls.
export const { now, endStep } = bridge;
export const { text: textOfResponse, utf8Text: utf8TextOfResponse } = responses;
