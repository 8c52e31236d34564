// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where a script stands. Loaded before core-js, which makes an Error cost five times as much.
const NativeError = Error;

/// The field of an error that says who waited for the function that failed: lines as those of its stack.
export const waiting = Symbol("waiting");

/// An error whose stack leads here.
export function callSiteHere() {
    return new NativeError();
}
