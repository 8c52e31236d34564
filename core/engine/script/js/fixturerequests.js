// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// request and jsonRequest: for fixtures, which have no session of a worker.
import { flatHeaders } from "./headers.js";
import { hasHeader } from "./requestoptions.js";
import { isLoading } from "./registry.js";
import { Session } from "./session.js";

const NoWorker = { index: -1, id: -1 }; // as HttpClient::NoWorker

/// What scenario files import; both use one session of the helper's own.
export function fixtureRequests(args) {
    let session = null;
    const open = (name) => {
        if (isLoading())
            throw new Error(name + " cannot be called while the scenario file is loaded: call it in globalSetup or "
                            + "another fixture");
        session = session || new Session(NoWorker, args);
        return session;
    };
    return {
        request: (method, url, options) => open("request").request(method, url, options),
        jsonRequest: (method, url, options) => sendJson(open("jsonRequest"), method, url, options),
    };
}

// Resolves to {status, headers, content}: content is the value that the body holds, null when it is empty.
async function sendJson(session, method, url, options = {}) {
    const asked = { headers: options.headers === undefined ? [] : flatHeaders(options.headers) };
    const headers = [];
    for (let i = 0; i < asked.headers.length; i += 2)
        headers.push([asked.headers[i], asked.headers[i + 1]]);
    if (!hasHeader(asked, "accept"))
        headers.push(["accept", "application/json"]);
    const response = await session.request(method, url, Object.assign({}, options, { headers }));
    const isEmpty = (await response.text()) === "";
    return { status: response.status, headers: response.headers, content: isEmpty ? null : await response.json() };
}
