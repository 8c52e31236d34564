// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a scenario file can say, for editors: completion, documentation and type checks of .ts and .js files.
// Times that you write are seconds; times that are reported to you are milliseconds.

declare module "molotov" {
  // ---- registering: only while the scenario file is loaded ----

  /** Options of a scenario with the built-in session. */
  export interface ScenarioOptions {
    /** How often it is picked, compared with the others; 1 if not given. 0: not registered. */
    weight?: number;
    /** Seconds that a worker waits after it; 0 if not given. */
    delay?: number;
    /** The kind of session that it is given; "http" if not given. */
    session?: "http";
  }

  /** Options of a scenario whose session is made by a `sessionFactory`. */
  export interface FactoryScenarioOptions {
    /** How often it is picked, compared with the others; 1 if not given. 0: not registered. */
    weight?: number;
    /** Seconds that a worker waits after it; 0 if not given. */
    delay?: number;
    /** The kind of session: the one of a `sessionFactory`. */
    session: string;
    /** All else goes to the factory. */
    [option: string]: unknown;
  }

  /** What one user does: one iteration. It fails when the function throws or rejects. */
  export type ScenarioFunction<S = Session> = (session: S) => void | Promise<unknown>;

  /** Registers a scenario under the function's own name. */
  export function scenario(run: ScenarioFunction): void;
  /** Registers a scenario. */
  export function scenario(name: string, run: ScenarioFunction): void;
  /** Registers a scenario under the function's own name. */
  export function scenario(options: ScenarioOptions, run: ScenarioFunction): void;
  /** Registers a scenario. */
  export function scenario(name: string, options: ScenarioOptions, run: ScenarioFunction): void;
  /** Registers a scenario with a session of a kind of your own. */
  export function scenario<S = any>(name: string, options: FactoryScenarioOptions, run: ScenarioFunction<S>): void;
  /** Registers a scenario with a session of a kind of your own, under the function's own name. */
  export function scenario<S = any>(options: FactoryScenarioOptions, run: ScenarioFunction<S>): void;

  /** Runs once in the whole run, before anything else; the place to log in and call `setVar`. */
  export function globalSetup(run: (args: Args) => void | Promise<void>): void;
  /** Runs once in the whole run, after the last worker is done. */
  export function globalTeardown(run: () => void | Promise<void>): void;
  /** Runs once for each worker, before its first iteration; what it returns shapes the worker's session. */
  export function setup(
    run: (workerId: number, args: Args) => SessionOptions | void | null | Promise<SessionOptions | void | null>,
  ): void;
  /** Runs when a session of a worker has been made. */
  export function setupSession<S = Session>(run: (workerId: number, session: S) => void | Promise<void>): void;
  /** Runs when a worker is done, once for each of its sessions. */
  export function teardownSession<S = Session>(run: (workerId: number, session: S) => void | Promise<void>): void;
  /** Runs when a worker is done. */
  export function teardown(run: (workerId: number) => void | Promise<void>): void;
  /** Replaces the weights: returns the name of the scenario that a worker runs at its step, which counts from 1. */
  export function scenarioPicker(run: (workerId: number, step: number) => string): void;
  /** Is called at each event; nobody waits for it. Listeners slow a test down. May be registered more than once. */
  export function events(listener: (...event: EventArguments) => void | Promise<void>): void;
  /** Makes sessions of a kind of your own, one for each worker; a scenario asks for it with `{ session: kind }`. */
  export function sessionFactory<O = Record<string, any>>(kind: string, make: (options: O) => unknown): void;

  /** What an event is told with: its name, and what it is about. */
  export type EventArguments =
    | [event: "sending_request", info: { session: Session; request: SentRequest }]
    | [event: "response_received", info: { session: Session; response: Response; request: SentRequest }]
    | [event: "current_workers", info: { workers: number }]
    | [event: "scenario_start", info: { scenario: ScenarioInfo; wid: number }]
    | [event: "scenario_success", info: { scenario: ScenarioInfo; wid: number }]
    | [event: "scenario_failure", info: { scenario: ScenarioInfo; exception: unknown; wid: number }];

  /** A request as events show it. */
  export interface SentRequest {
    readonly method: string;
    readonly url: string;
    /** Those of the session and of the request. */
    readonly headers: Headers;
    /** As it was given; null when there is none. */
    readonly body: any;
  }

  /** A scenario as events show it. */
  export interface ScenarioInfo {
    readonly name: string;
    readonly weight: number;
    readonly delay: number;
  }

  // ---- sessions ----

  /** Names and values; a list is several values of one name, null and undefined are left out. */
  export type Fields =
    | Record<string, string | number | boolean | null | undefined | ReadonlyArray<string | number | boolean>>
    | Iterable<[string, string | number | boolean | null | undefined]>;

  /** How to authenticate. */
  export type Auth = { username: string; password: string } | { bearer: string };

  /** What happens at a redirect: it is followed, handed to you, or an error. */
  export type Redirect = "follow" | "manual" | "error";

  /** What `setup` may return; it goes for all requests of its worker. */
  export interface SessionOptions {
    /** What URLs are relative to, instead of the profile's base URL. */
    baseUrl?: string | URL;
    /** Go with each request. */
    headers?: Fields;
    auth?: Auth;
    /** Cookies of the base URL. */
    cookies?: Fields;
    /** Seconds for a whole exchange, body included. */
    timeout?: number;
    redirect?: Redirect;
    /** How many redirects are followed; 10 if not given. */
    maxRedirects?: number;
    /** False: any certificate is accepted. */
    verifyTls?: boolean;
    /** Certificates in PEM that are trusted beside those of the system. */
    caCertificate?: string;
    /** What the worker shows a server that asks for it, in PEM. */
    clientCertificate?: { certificate: string; key: string; passphrase?: string };
    /** "http://user:password@host:port" or "socks5://host:port". */
    proxy?: string;
    /** True: HTTP/2 is offered to servers with TLS. "prior-knowledge": nothing else is spoken, with TLS or without. */
    http2?: boolean | "prior-knowledge";
    /** False: each request has a connection of its own. */
    keepAlive?: boolean;
    /** False: each connection has a whole TLS handshake, and none goes on with an earlier session. */
    resumeTls?: boolean;
    /** True: a body of 1 MiB or more waits for the server's "100 Continue". */
    expectContinue?: boolean;
    /** To one server; further requests wait for one of them. Any number if not given. */
    maxConnections?: number;
    /** Bytes, as they come and unpacked; an exchange with a longer body fails. 64 MiB if not given. */
    maxBody?: number;
    /** True: bodies are counted and dropped as they come; a request may say otherwise. */
    discard?: boolean;
  }

  /** A part of a form that is sent as multipart/form-data: a field with a value, or data such as a file. */
  export type Part =
    | { name: string; value: string | number | boolean; filename?: string; contentType?: string }
    | { name: string; data: string | ArrayBuffer | ArrayBufferView; filename?: string; contentType?: string };

  /** Options of a request; only one of body, json, form and multipart. */
  export interface RequestOptions {
    headers?: Fields;
    /** Added to the URL. */
    query?: Fields | URLSearchParams | string;
    /** Sent as it is. */
    body?: string | ArrayBuffer | ArrayBufferView;
    /** Sent as JSON. */
    json?: unknown;
    /** Sent as application/x-www-form-urlencoded. */
    form?: Fields | URLSearchParams;
    /** Sent as multipart/form-data. */
    multipart?: Part[];
    /** Seconds for the whole exchange, body included. */
    timeout?: number;
    redirect?: Redirect;
    maxRedirects?: number;
    auth?: Auth;
    /** What it is counted under, instead of the path with "{id}" for each id in it: "/products/:id". */
    name?: string;
    /** Ends the exchange when it is aborted; the promise rejects with the signal's reason. */
    signal?: AbortSignal | null;
    /** True: the body is counted and dropped as it comes, so that it takes no memory, however long it is. */
    discard?: boolean;
  }

  /** The HTTP client of one worker; keeps its cookies and connections for all iterations. */
  export interface Session {
    /** Sends a GET request. */
    get(url: string | URL, options?: RequestOptions): Promise<Response>;
    /** Sends a HEAD request. */
    head(url: string | URL, options?: RequestOptions): Promise<Response>;
    /** Sends an OPTIONS request. */
    options(url: string | URL, options?: RequestOptions): Promise<Response>;
    /** Sends a DELETE request. */
    delete(url: string | URL, options?: RequestOptions): Promise<Response>;
    /** Sends a POST request. */
    post(url: string | URL, options?: RequestOptions): Promise<Response>;
    /** Sends a PUT request. */
    put(url: string | URL, options?: RequestOptions): Promise<Response>;
    /** Sends a PATCH request. */
    patch(url: string | URL, options?: RequestOptions): Promise<Response>;
    /** Sends a request of any method. */
    request(method: string, url: string | URL, options?: RequestOptions): Promise<Response>;
    /** Writes a line with the worker's number to the log. */
    print(text: unknown): void;
    /** The cookies that go with requests. */
    readonly cookies: Cookies;
    /** The header fields that go with each request. */
    readonly headers: SessionHeaders;
    /** Who uses this session. */
    readonly context: Context;
  }

  /** Options of a cookie. */
  export interface CookieOptions {
    /** That would set it; the base URL if not given. */
    url?: string | URL;
    domain?: string;
    path?: string;
    secure?: boolean;
    httpOnly?: boolean;
    expires?: Date;
    /** Seconds. */
    maxAge?: number;
  }

  /** The cookies of a session. Without a URL, the base URL is meant. */
  export interface Cookies {
    /** The value that a request to the URL would carry. */
    get(name: string, url?: string | URL): string | undefined;
    /** Whether a request to the URL would carry it. */
    has(name: string, url?: string | URL): boolean;
    /** All that a request to the URL would carry. */
    getAll(url?: string | URL): Record<string, string>;
    /** Adds or replaces a cookie. */
    set(name: string, value: string | number | boolean, options?: CookieOptions): void;
    /** Removes those that a request to the URL would carry under the name. */
    delete(name: string, url?: string | URL): void;
    /** Removes all. */
    clear(): void;
  }

  /** Header fields; names in any case. */
  export interface Headers extends Iterable<[string, string]> {
    /** All values of the name, joined by ", "; null when there is none. */
    get(name: string): string | null;
    /** Each value of the name. */
    getAll(name: string): string[];
    /** Each value of Set-Cookie. */
    getSetCookie(): string[];
    /** Whether there is one of the name. */
    has(name: string): boolean;
    /** Replaces all of the name. */
    set(name: string, value: string | number | boolean): void;
    /** Adds one. */
    append(name: string, value: string | number | boolean): void;
    /** Removes all of the name; tells whether there was one. */
    delete(name: string): boolean;
    /** [name, value] pairs. */
    entries(): IterableIterator<[string, string]>;
    /** The names, in small letters. */
    keys(): IterableIterator<string>;
    /** The values. */
    values(): IterableIterator<string>;
    /** Calls back for each field. */
    forEach(callback: (value: string, name: string, headers: this) => void): void;
  }

  /** The header fields that go with each request of a session. */
  export interface SessionHeaders extends Headers {
    /** Removes all. */
    clear(): void;
  }

  /** What a session knows of who uses it. */
  export interface Context {
    /** The worker's number, from 0, in the whole run. */
    readonly workerId: number;
    /** Which iteration of the worker this is, from 1. */
    readonly step: number;
    /** The settings of the run. */
    readonly args: Args;
    /** Sends metrics to the run's statsd server, if it has one. */
    readonly statsd: Statsd;
    /** Keeps a value for later iterations of the worker, as context[name]. */
    attach(name: string, value: unknown): void;
    /** What was attached. */
    readonly [name: string]: any;
  }

  /** Metrics for a statsd server; does nothing when the run has none. */
  export interface Statsd {
    /** Adds to a counter; 1 if not given. */
    increment(name: string, by?: number): void;
    /** Subtracts from a counter; 1 if not given. */
    decrement(name: string, by?: number): void;
    /** Sets a gauge. */
    gauge(name: string, value: number): void;
    /** Adds a time in milliseconds. */
    timing(name: string, milliseconds: number): void;
    /** Adds to a set of values that are counted once each. */
    set(name: string, value: string | number): void;
  }

  /** The answer to a request. A status of 400 or above is an answer, too. */
  export interface Response {
    readonly status: number;
    readonly statusText: string;
    /** Whether the status is 200 to 299. */
    readonly ok: boolean;
    /** Of the last request, when redirects were followed. */
    readonly url: string;
    /** Whether a redirect was followed. */
    readonly redirected: boolean;
    readonly headers: Headers;
    /** How long what took. */
    readonly timings: Timings;
    /**
     * The body as text; as json() and bytes(), rejects with an HttpError when it cannot be unpacked, and with a TypeError
     * when it was discarded. A body of 64 KiB or more is kept until its iteration or fixture is over.
     */
    text(): Promise<string>;
    /** The value that the body says as JSON. */
    json<T = any>(): Promise<T>;
    /** The body as it came. */
    bytes(): Promise<Uint8Array>;
  }

  /** Milliseconds of the last hop; 0 where a kept connection made it needless. With a proxy, `dns` and `tls` are part of `connect`. */
  export interface Timings {
    /** From the call to the sending: it waited in the helper, or for a connection of its session. */
    readonly queued: number;
    readonly dns: number;
    readonly connect: number;
    readonly tls: number;
    readonly send: number;
    /** From the last byte sent to the first received. */
    readonly wait: number;
    readonly receive: number;
    /** From the sending to the last byte of the body, all redirects included. */
    readonly total: number;
  }

  /** What a request without a whole response rejects with. */
  export interface HttpError extends Error {
    readonly name: "HttpError";
    readonly kind: "dns" | "refused" | "timeout" | "tls" | "closed" | "protocol" | "ports" | "memory" | "blocked" | "aborted";
    readonly url: string;
  }

  /** Sends a request of no worker; for fixtures such as globalSetup. */
  export function request(method: string, url: string | URL, options?: RequestOptions): Promise<Response>;
  /** Sends a request of no worker and reads the answer as JSON; for fixtures such as globalSetup. */
  export function jsonRequest<T = any>(
    method: string,
    url: string | URL,
    options?: RequestOptions,
  ): Promise<{ status: number; headers: Headers; content: T }>;

  // ---- checking ----

  /** An error class, or a pattern for the message. */
  export type ExpectedError = RegExp | (abstract new (...parameters: any) => unknown);

  /** What each throws when it is not so fails the iteration. A message replaces the one that tells the values. */
  export interface Assert {
    /** Expects something true. */
    (ok: unknown, message?: string | Error): asserts ok;
    /** Expects something true. */
    ok(value: unknown, message?: string | Error): asserts value;
    /** Expects the same value (Object.is). */
    equal<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    /** Expects another value. */
    notEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    /** Expects the same content. */
    deepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    /** Expects a text that matches. */
    match(text: unknown, pattern: RegExp, message?: string | Error): asserts text is string;
    /** Fails. */
    fail(message?: string | Error): never;
    /** Expects an exception, and returns it. */
    throws(callback: () => unknown, expected?: ExpectedError | string, message?: string | Error): unknown;
    /** Expects a rejection, and resolves to its reason. */
    rejects(
      promise: PromiseLike<unknown> | (() => unknown),
      expected?: ExpectedError | string,
      message?: string | Error,
    ): Promise<unknown>;
  }

  /** Throws, and so fails the iteration, when something is not so. */
  export const assert: Assert;

  /** Counts how often something is so, and returns whether it is; fails nothing. */
  export function check(name: string, ok: unknown): boolean;
  /** Calls each function with the value and counts what it returns under its name; returns whether all were so. */
  export function check<T>(value: T, checks: Record<string, (value: T) => unknown>): boolean;

  // ---- metrics of your own: in every report ----

  /** A sum that grows. */
  export interface Counter {
    /** Adds 1, or a number from 0 on. */
    add(n?: number): void;
  }

  /** Values whose distribution is of interest: minimum, mean, percentiles, maximum. */
  export interface Trend {
    /** Adds a value, of any unit. */
    add(value: number): void;
  }

  /** A value that goes up and down. */
  export interface Gauge {
    /** Sets the value. */
    set(value: number): void;
  }

  /** The counter of a name; a name stands for one kind of metric. */
  export function counter(name: string): Counter;
  /** The trend of a name; a name stands for one kind of metric. */
  export function trend(name: string): Trend;
  /** The gauge of a name; a name stands for one kind of metric. */
  export function gauge(name: string): Gauge;

  // ---- steps ----

  /**
   * Measures a part of an iteration: runs the function at once and counts, under the name, how often it went well, failed or
   * was cut off, how long it took, and the requests in it. Returns a promise of what the function returns. The name of a step
   * in a step is "outer / inner".
   */
  export function step<T>(name: string, run: () => T | PromiseLike<T>): Promise<T>;

  // ---- test data for many users ----

  /** How rows are handed out. */
  export interface FeederOptions {
    /** One after the other, in random order, or each once in the whole run, over all processes; "sequential" if not given. */
    order?: "sequential" | "random" | "unique";
    /** When all are used: from the beginning again, or the worker that asks for another stops. */
    onEnd?: "repeat" | "stop";
  }

  /** Hands rows of test data to many users. */
  export interface Feeder<T> {
    /** The next row. */
    next(session?: unknown): T;
  }

  /** Makes a feeder of rows; call it once, outside of scenarios. */
  export function feeder<T>(rows: readonly T[], options?: FeederOptions): Feeder<T>;

  // ---- the rest ----

  /** Waits for so many seconds: think time. */
  export function sleep(seconds: number): Promise<void>;

  /** Keeps a value that JSON can hold. What globalSetup sets reaches every process; later ones stay in theirs. */
  export function setVar(name: string, value: unknown): void;
  /** A value that setVar has kept; else the second argument. */
  export function getVar<T = any>(name: string, fallback?: T): T;

  /** The variables that the profile lists. */
  export const env: Readonly<Record<string, string | undefined>>;

  /** The settings of the run. */
  export const args: Args;

  export interface LoadStage {
    readonly duration: number;
    /** At its end: users, or iterations a second. */
    readonly load: number;
  }

  /** The settings of a run; times are seconds. */
  export interface Args {
    readonly baseUrl: string;
    readonly processes: number;
    /** In each process. */
    readonly workers: number;
    readonly rampUp: number;
    readonly rampDown: number;
    readonly duration: number;
    /** Of users; empty without stages. */
    readonly stages: readonly LoadStage[];
    /** Of iterations a second; empty without a rate. One that is for the whole run is one stage. */
    readonly rate: readonly LoadStage[];
    /** The most users at a time, in all processes together. */
    readonly maxUsers: number;
    /** Each stage has its load from its beginning on. */
    readonly stepped: boolean;
    /** With a rate: the gaps between iterations are random. */
    readonly poisson: boolean;
    /** Iterations of each worker; 0 = no limit. */
    readonly maxRuns: number;
    /** Iterations of all workers together; 0 = no limit. */
    readonly iterations: number;
    /** From the begin of a worker's iteration to that of its next; 0 = none. */
    readonly pacing: number;
    readonly delay: number;
    readonly singleMode: string;
    readonly singleRun: boolean;
    readonly stopOnFailure: boolean;
    readonly forceShutdown: boolean;
    readonly verbosity: number;
    readonly iterationTimeout: number;
    readonly statsdAddress: string;
  }

  const molotov: typeof import("molotov");
  export default molotov;
}

// ---- data files ----

/** The rows of the table, each with the fields of its first line. */
declare module "*.csv" {
  const rows: Record<string, string>[];
  export default rows;
}

/** The value of the file: lists, maps (as objects), texts, numbers, booleans, null. */
declare module "*.yaml" {
  const value: any;
  export default value;
}

/** The value of the file: lists, maps (as objects), texts, numbers, booleans, null. */
declare module "*.yml" {
  const value: any;
  export default value;
}

/** The text of the file. */
declare module "*.txt" {
  const text: string;
  export default text;
}

/** The text of the file. */
declare module "*.pem" {
  const text: string;
  export default text;
}

// ---- of the web ----

/** Writes to the log. */
declare const console: Record<"debug" | "log" | "info" | "warn" | "error", (...parts: unknown[]) => void>;

/** Calls back after so many milliseconds; returns what clearTimeout takes. */
declare function setTimeout<P extends unknown[]>(callback: (...parameters: P) => void, ms?: number, ...parameters: P): number;
/** Calls back every so many milliseconds. */
declare function setInterval<P extends unknown[]>(callback: (...parameters: P) => void, ms?: number, ...parameters: P): number;
/** Forgets what setTimeout began. */
declare function clearTimeout(id: number | undefined): void;
/** Forgets what setInterval began. */
declare function clearInterval(id: number | undefined): void;
/** Calls back when the code that runs now has come to its end or to an await. */
declare function queueMicrotask(callback: () => void): void;
/** A copy of a value, and of all that it refers to. */
declare function structuredClone<T>(value: T): T;
/** Encodes a text of bytes as base64. */
declare function btoa(text: string): string;
/** Decodes base64. */
declare function atob(text: string): string;

/** What fetch takes beside the URL. Other options of the web (mode, credentials, cache, …) are accepted and mean nothing. */
interface FetchOptions {
  method?: string;
  headers?: import("molotov").Fields;
  body?: string | ArrayBuffer | ArrayBufferView | URLSearchParams | null;
  redirect?: import("molotov").Redirect;
  signal?: AbortSignal | null;
  [option: string]: unknown;
}

/** What fetch resolves to: as on the web, its body can be read once. */
interface FetchResponse {
  readonly status: number;
  readonly statusText: string;
  readonly ok: boolean;
  readonly url: string;
  readonly redirected: boolean;
  readonly type: "basic";
  readonly headers: import("molotov").Headers;
  readonly bodyUsed: boolean;
  text(): Promise<string>;
  json<T = any>(): Promise<T>;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
  clone(): FetchResponse;
}

/** Sends a request through the session of the worker that runs the scenario; elsewhere, use `request`. */
declare function fetch(url: string | URL, options?: FetchOptions): Promise<FetchResponse>;

/** Header fields. */
declare const Headers: { new (init?: import("molotov").Fields): import("molotov").Headers };

/** Ends what was given its signal. */
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

/** Tells that something is to end. */
declare class AbortSignal {
  private constructor();
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((event: { type: "abort"; target: AbortSignal }) => void) | null;
  addEventListener(type: "abort", listener: (event: { type: "abort"; target: AbortSignal }) => void): void;
  removeEventListener(type: "abort", listener: (event: { type: "abort"; target: AbortSignal }) => void): void;
  throwIfAborted(): void;
  /** One that is aborted. */
  static abort(reason?: unknown): AbortSignal;
  /** One that is aborted after so many milliseconds. */
  static timeout(ms: number): AbortSignal;
  /** One that is aborted as soon as one of these is. */
  static any(signals: Iterable<AbortSignal>): AbortSignal;
}

/** A URL and its parts. */
declare class URL {
  constructor(url: string | URL, base?: string | URL);
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
}

/** The query of a URL. */
declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]>);
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  forEach(callback: (value: string, name: string, parent: URLSearchParams) => void): void;
  toString(): string;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

/** Text to bytes, as UTF-8. */
declare class TextEncoder {
  readonly encoding: "utf-8";
  encode(text?: string): Uint8Array;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}

/** Bytes to text: of UTF-8 or UTF-16LE. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

type HashAlgorithm = "md5" | "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

/** Chance and digests. */
declare const crypto: {
  /** A random UUID. */
  randomUUID(): string;
  /** Fills an array of whole numbers with random ones. */
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  /** The digest of a text (in UTF-8) or of bytes, in hexadecimal if not told otherwise. */
  hash(algorithm: HashAlgorithm, data: string | ArrayBuffer | ArrayBufferView, output?: "hex" | "base64"): string;
  /** The digest of a text (in UTF-8) or of bytes. */
  hash(algorithm: HashAlgorithm, data: string | ArrayBuffer | ArrayBufferView, output: "bytes"): Uint8Array;
  /** Signs a text (in UTF-8) or bytes with a key, as many APIs want it of requests (HMAC, RFC 2104), in hexadecimal if not told otherwise. */
  hmac(algorithm: HashAlgorithm, key: string | ArrayBuffer | ArrayBufferView, data: string | ArrayBuffer | ArrayBufferView, output?: "hex" | "base64"): string;
  /** Signs a text (in UTF-8) or bytes with a key (HMAC, RFC 2104). */
  hmac(algorithm: HashAlgorithm, key: string | ArrayBuffer | ArrayBufferView, data: string | ArrayBuffer | ArrayBufferView, output: "bytes"): Uint8Array;
};
