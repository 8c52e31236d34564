// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

// What has to be so whatever comes from outside. Each takes an input as libFuzzer makes it up, and returns
// what is wrong: nothing, if all is well. What comes over a connection is a FuzzInput as text.
namespace Molotov::Fuzz {

/// A ResponseParser makes the same of bytes however they are cut, and keeps little of those without end.
QByteArray checkResponseParser(const QByteArray &text);

/// An exchange of a LoadAccessManager ends, with what a ResponseParser makes of the answer, or with a reason.
/// Needs a QCoreApplication.
QByteArray checkLoadReply(const QByteArray &text);

/// A FrameReader cuts the same frames out of bytes however these come. Takes a FuzzInput.
QByteArray checkFrames(const QByteArray &text);

/// A payload that is a message is the same message once it has been encoded and decoded.
QByteArray checkCodec(const QByteArray &payload);

/// A text that is YAML becomes JSON, of a size that is bounded.
QByteArray checkYaml(const QByteArray &text);

/// A text that is a profile file has the same tests once it has been saved.
QByteArray checkProfileFile(const QByteArray &text);

/// A text that is a goal is the same goal in its usual form; else the problem is at a place in the text.
QByteArray checkGoals(const QByteArray &text);

/// A body is unpacked to no more than it may, and takes no more memory. A line of content codings, then the
/// body.
QByteArray checkContentCoding(const QByteArray &text);

/// What a jar sends is meant for the address, and breaks no request. Lines: the URL that sets cookies, the
/// one that gets them, and fields Set-Cookie.
QByteArray checkCookies(const QByteArray &text);

/// A URL stays what it is when it is parsed again, and is none but what may go over the wire. A line of a
/// base URL, then what it is resolved with.
QByteArray checkUrls(const QByteArray &text);

} // namespace Molotov::Fuzz
