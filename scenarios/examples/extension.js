// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Is loaded before the scenario file by the profile “extension” (--use-extension): what all tests of a team shall have.
import { counter, events } from "molotov";

const statuses = counter("answers below 400");

events(async (event, info) => {
  if (event === "response_received" && info.response.status < 400) statuses.add();
});
