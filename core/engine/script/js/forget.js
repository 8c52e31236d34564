// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// V4 has a URL, but one that does not resolve "..", ignores changes of searchParams and cannot be iterated.
delete globalThis.URL;
delete globalThis.URLSearchParams;
