// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The object that C++ lends us (core/engine/script/bridge.h); bundled code finds it as a parameter.
export const bridge = molotovBridge;
export const bytes = bridge.bytes;
