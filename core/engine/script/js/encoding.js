// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// TextEncoder and TextDecoder of the web (https://encoding.spec.whatwg.org), for UTF-8 and UTF-16LE.
import { bytes as byteTools } from "./bridge.js";
import { show } from "./errors.js";

export class TextEncoder {
    get encoding() {
        return "utf-8";
    }

    encode(text = "") {
        return new Uint8Array(byteTools.encodeUtf8(String(text)));
    }

    encodeInto(text, target) {
        let read = 0;
        let written = 0;
        for (const letter of String(text)) {
            const bytes = this.encode(letter);
            if (written + bytes.length > target.length)
                break;
            target.set(bytes, written);
            read += letter.length;
            written += bytes.length;
        }
        return { read, written };
    }
}

const encodings = {
    "utf-8": ["utf-8", "utf8", "unicode-1-1-utf-8"],
    "utf-16le": ["utf-16le", "utf-16", "unicode", "ucs-2"],
};

export class TextDecoder {
    constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
        const wanted = String(label).trim().toLowerCase();
        const encoding = Object.keys(encodings).find((name) => encodings[name].indexOf(wanted) >= 0);
        if (encoding === undefined)
            throw new RangeError("TextDecoder reads utf-8 and utf-16le, got " + show(label));
        this.encoding = encoding;
        this.fatal = Boolean(fatal);
        this.ignoreBOM = Boolean(ignoreBOM);
        Object.defineProperty(this, "_rest", { value: new Uint8Array(0), writable: true }); // of a letter, when streaming
        Object.defineProperty(this, "_isInside", { value: false, writable: true }); // the BOM has passed
    }

    decode(data = new Uint8Array(0), { stream = false } = {}) {
        const bytes = joined(this._rest, bytesOf(data));
        const end = stream ? bytes.length - unfinished(this.encoding, bytes) : bytes.length;
        this._rest = bytes.slice(end);
        const whole = bytes.subarray(0, end);
        let text = decodeAll(this.encoding, whole, this.fatal);
        if (!this._isInside && !this.ignoreBOM && text.charCodeAt(0) === 0xfeff)
            text = text.slice(1);
        this._isInside = stream && (this._isInside || end > 0);
        return text;
    }
}

function bytesOf(data) {
    if (data instanceof ArrayBuffer)
        return new Uint8Array(data);
    if (ArrayBuffer.isView(data))
        return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    throw new TypeError("decode needs an ArrayBuffer or a view of one, got " + show(data));
}

function joined(head, tail) {
    if (head.length === 0)
        return tail;
    const all = new Uint8Array(head.length + tail.length);
    all.set(head);
    all.set(tail, head.length);
    return all;
}

// How many bytes at the end are the begin of a letter.
function unfinished(encoding, bytes) {
    if (encoding === "utf-16le") {
        const odd = bytes.length % 2;
        const high = bytes[bytes.length - odd - 1];
        return bytes.length - odd >= 2 && high >= 0xd8 && high <= 0xdb ? 2 + odd : odd;
    }
    for (let back = 1; back <= 3 && back <= bytes.length; ++back) {
        const byte = bytes[bytes.length - back];
        if (byte >= 0xc0)
            return lengthOf(byte) > back ? back : 0;
        if (byte < 0x80)
            return 0;
    }
    return 0;
}

function lengthOf(first) {
    return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
}

function decodeAll(encoding, bytes, fatal) {
    const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const text = encoding === "utf-8" ? byteTools.decodeValidUtf8(whole) : byteTools.decodeValidUtf16(whole);
    if (text !== null)
        return text;
    if (fatal)
        throw new TypeError("The bytes are not " + encoding);
    return encoding === "utf-8" ? mendUtf8(bytes) : mendUtf16(bytes);
}

// One U+FFFD for each longest piece that could have become a letter, as the standard wants it.
function mendUtf8(bytes) {
    let text = "";
    let i = 0;
    while (i < bytes.length) {
        const first = bytes[i++];
        if (first < 0x80) {
            text += String.fromCharCode(first);
            continue;
        }
        if (first < 0xc2 || first > 0xf4) {
            text += "\ufffd";
            continue;
        }
        let lower = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
        let upper = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
        let missing = lengthOf(first) - 1;
        let code = first & (0x3f >> missing);
        while (missing > 0 && i < bytes.length && bytes[i] >= lower && bytes[i] <= upper) {
            code = (code << 6) | (bytes[i++] & 0x3f);
            lower = 0x80;
            upper = 0xbf;
            --missing;
        }
        text += missing > 0 ? "\ufffd" : String.fromCodePoint(code);
    }
    return text;
}

function mendUtf16(bytes) {
    let text = "";
    for (let i = 0; i + 1 < bytes.length; i += 2) {
        const unit = bytes[i] | (bytes[i + 1] << 8);
        const next = i + 3 < bytes.length ? bytes[i + 2] | (bytes[i + 3] << 8) : 0;
        if (unit < 0xd800 || unit > 0xdfff) {
            text += String.fromCharCode(unit);
        } else if (unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) {
            text += String.fromCharCode(unit, next);
            i += 2;
        } else {
            text += "\ufffd";
        }
    }
    return bytes.length % 2 === 1 ? text + "\ufffd" : text;
}
