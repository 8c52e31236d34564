// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/schema.h"

namespace Molotov::ResultSchema {

namespace {

constexpr auto Tables = R"(
CREATE TABLE run (
    id TEXT NOT NULL, test TEXT NOT NULL, title TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
    pinned INTEGER NOT NULL DEFAULT 0, scenario_file TEXT NOT NULL, profile TEXT NOT NULL,
    started_at INTEGER NOT NULL, seed TEXT NOT NULL, version TEXT NOT NULL, qt_version TEXT NOT NULL,
    system TEXT NOT NULL, processor TEXT NOT NULL, cores INTEGER NOT NULL, host TEXT NOT NULL,
    state TEXT NOT NULL, failure TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
    losses TEXT NOT NULL DEFAULT '',
    elapsed_us INTEGER NOT NULL DEFAULT 0, load_us INTEGER NOT NULL DEFAULT 0,
    iterations_ok INTEGER NOT NULL DEFAULT 0, iterations_failed INTEGER NOT NULL DEFAULT 0,
    iterations_aborted INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0, requests_failed INTEGER NOT NULL DEFAULT 0,
    requests_aborted INTEGER NOT NULL DEFAULT 0, requests_retried INTEGER NOT NULL DEFAULT 0,
    p50_us INTEGER NOT NULL DEFAULT 0, p95_us INTEGER NOT NULL DEFAULT 0, p99_us INTEGER NOT NULL DEFAULT 0,
    verdict TEXT NOT NULL DEFAULT '', rates TEXT NOT NULL DEFAULT '',
    limited_by TEXT NOT NULL DEFAULT '', trusted INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE source (path TEXT NOT NULL, content TEXT NOT NULL);
CREATE TABLE scenario (position INTEGER PRIMARY KEY, name TEXT NOT NULL, weight REAL NOT NULL);
CREATE TABLE second (
    start INTEGER PRIMARY KEY, length_us INTEGER NOT NULL, iterations_ok INTEGER NOT NULL,
    iterations_failed INTEGER NOT NULL, requests INTEGER NOT NULL, requests_failed INTEGER NOT NULL,
    status_2xx INTEGER NOT NULL, status_3xx INTEGER NOT NULL, status_4xx INTEGER NOT NULL,
    status_5xx INTEGER NOT NULL, status_other INTEGER NOT NULL, bytes_in INTEGER NOT NULL,
    bytes_out INTEGER NOT NULL, workers INTEGER NOT NULL, p50_us INTEGER NOT NULL, p95_us INTEGER NOT NULL,
    p99_us INTEGER NOT NULL, max_us INTEGER NOT NULL, trusted INTEGER NOT NULL,
    response_p95_us INTEGER NOT NULL
);
CREATE TABLE measured (start INTEGER PRIMARY KEY, length_us INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE total (id INTEGER PRIMARY KEY CHECK (id = 0), until INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE phase (
    name TEXT PRIMARY KEY, from_us INTEGER NOT NULL, to_us INTEGER NOT NULL, first_second INTEGER,
    end_second INTEGER, data BLOB
);
CREATE TABLE endpoint (
    method TEXT NOT NULL, name TEXT NOT NULL, requests INTEGER NOT NULL, failed INTEGER NOT NULL,
    aborted INTEGER NOT NULL, retried INTEGER NOT NULL, min_us INTEGER NOT NULL, mean_us REAL NOT NULL,
    p50_us INTEGER NOT NULL, p90_us INTEGER NOT NULL, p95_us INTEGER NOT NULL, p99_us INTEGER NOT NULL,
    max_us INTEGER NOT NULL, PRIMARY KEY (method, name)
);
CREATE TABLE error (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, message TEXT NOT NULL, endpoint TEXT NOT NULL,
    step TEXT NOT NULL, stack TEXT NOT NULL, is_example INTEGER NOT NULL, count INTEGER NOT NULL,
    first_us INTEGER NOT NULL, last_us INTEGER NOT NULL, problem TEXT NOT NULL
);
CREATE TABLE sample (
    number INTEGER PRIMARY KEY, error INTEGER NOT NULL, helper INTEGER NOT NULL, worker INTEGER NOT NULL,
    scenario INTEGER NOT NULL, at_us INTEGER NOT NULL, message TEXT NOT NULL
);
CREATE TABLE exchange (
    sample INTEGER NOT NULL, position INTEGER NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL,
    started_us INTEGER NOT NULL, duration_us INTEGER NOT NULL, status INTEGER NOT NULL, reason TEXT NOT NULL,
    failure TEXT NOT NULL, request_head TEXT NOT NULL, request_left_out INTEGER NOT NULL,
    request_body BLOB, request_size INTEGER NOT NULL, request_discarded INTEGER NOT NULL,
    response_head TEXT NOT NULL, response_left_out INTEGER NOT NULL, response_body BLOB,
    response_size INTEGER NOT NULL, response_discarded INTEGER NOT NULL, PRIMARY KEY (sample, position)
);
CREATE TABLE marker (
    number INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, kind TEXT NOT NULL, load_before REAL, load REAL,
    time_us INTEGER, note TEXT NOT NULL
);
CREATE TABLE log (
    number INTEGER PRIMARY KEY, level TEXT NOT NULL, helper INTEGER NOT NULL, worker INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE helper (
    number INTEGER PRIMARY KEY, pid INTEGER NOT NULL, end TEXT NOT NULL, requests INTEGER NOT NULL,
    lag_count INTEGER NOT NULL, lag_p50_us INTEGER NOT NULL, lag_p99_us INTEGER NOT NULL,
    lag_max_us INTEGER NOT NULL, time_us INTEGER NOT NULL, cpu_us INTEGER NOT NULL,
    cpu_wait_us INTEGER NOT NULL, script_us INTEGER NOT NULL
);
CREATE TABLE goal (
    number INTEGER PRIMARY KEY, text TEXT NOT NULL, state TEXT NOT NULL, measured REAL
);
CREATE TABLE trust (
    number INTEGER PRIMARY KEY, code TEXT NOT NULL, measured REAL NOT NULL, boundary REAL NOT NULL,
    name TEXT NOT NULL, helper INTEGER NOT NULL
);
CREATE TABLE worker (
    helper INTEGER NOT NULL, position INTEGER NOT NULL, state TEXT NOT NULL, scenario INTEGER NOT NULL,
    iterations INTEGER NOT NULL, failed INTEGER NOT NULL, PRIMARY KEY (helper, position)
) WITHOUT ROWID;
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
)";

} // namespace

QString tables()
{
    return QString::fromLatin1(Tables);
}

} // namespace Molotov::ResultSchema
