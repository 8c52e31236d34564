// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the web's crypto that load tests need: random numbers, digests and
// signatures.
import { bytes as byteTools } from "./bridge.js";
import { show } from "./errors.js";
import { TextEncoder } from "./encoding.js";

// As many bytes as the web gives at once.
const MaxRandom = 65536;
const outputs = ["hex", "base64", "bytes"];

function randomUUID() {
    const bytes = getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40; // version and variant: RFC 9562, 5.4
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = toHex(bytes);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function getRandomValues(target) {
    if (!ArrayBuffer.isView(target) || target instanceof DataView || target instanceof Float32Array
        || target instanceof Float64Array)
        throw new TypeError("getRandomValues needs a typed array of whole numbers, got " + show(target));
    if (target.byteLength > MaxRandom)
        throw new RangeError("getRandomValues gives at most " + MaxRandom + " bytes at once, asked for "
                             + target.byteLength);
    new Uint8Array(target.buffer, target.byteOffset, target.byteLength)
        .set(new Uint8Array(byteTools.randomBytes(target.byteLength)));
    return target;
}

/// The digest of a text (in UTF-8) or of bytes: "md5", "sha1", "sha224", "sha256", "sha384" or "sha512".
function hash(algorithm, data, output = "hex") {
    return digest("hash", algorithm, output, (name) => byteTools.hash(name, bufferOf("hash", data)));
}

/// The same with a key (RFC 2104), as signed requests have it.
function hmac(algorithm, key, data, output = "hex") {
    return digest("hmac", algorithm, output,
                  (name) => byteTools.hmac(name, bufferOf("hmac", key), bufferOf("hmac", data)));
}

function digest(what, algorithm, output, make) {
    if (outputs.indexOf(output) < 0)
        throw new TypeError(what + " gives \"hex\", \"base64\" or \"bytes\", got " + show(output));
    const result = new Uint8Array(make(String(algorithm).toLowerCase().replace(/^sha-/, "sha")));
    if (result.length === 0)
        throw new TypeError(what + " knows md5, sha1, sha224, sha256, sha384 and sha512, got " + show(algorithm));
    if (output === "bytes")
        return result;
    return output === "hex" ? toHex(result) : btoa(String.fromCharCode.apply(null, Array.from(result)));
}

function bufferOf(what, data) {
    if (typeof data === "string")
        return new TextEncoder().encode(data).buffer;
    if (data instanceof ArrayBuffer)
        return data;
    if (ArrayBuffer.isView(data))
        return data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
    throw new TypeError(what + " needs a text, an ArrayBuffer or a Uint8Array, got " + show(data));
}

function toHex(bytes) {
    return Array.from(bytes, (byte) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");
}

export const crypto = Object.freeze({ randomUUID, getRandomValues, hash, hmac });
