// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/protocol/framereader.h"
#include "tests/fuzz/checks.h"
#include "tests/fuzz/fuzzinput.h"

#include <limits>

using namespace Molotov::Protocol;

namespace Molotov::Fuzz {

namespace {

constexpr qsizetype MaxPieces = std::numeric_limits<qsizetype>::max();

struct ReadFrames
{
    QByteArrayList payloads;
    QString error; // empty: there was none
    bool isAtBoundary = false;

    bool operator==(const ReadFrames &) const = default;
};

ReadFrames framesIn(const QByteArrayList &pieces)
{
    ReadFrames frames;
    FrameReader reader;
    for (const auto &piece : pieces) {
        reader.append(piece);
        while (const auto payload = reader.next()) {
            if (!*payload) {
                frames.error = payload->error().text;
                return frames;
            }
            frames.payloads.append(**payload);
        }
    }
    frames.isAtBoundary = reader.atBoundary();
    return frames;
}

} // namespace

QByteArray checkFrames(const QByteArray &text)
{
    const auto input = FuzzInput::read(text);
    const auto whole = framesIn({input.bytes});
    if (framesIn(input.pieces(MaxPieces)) != whole)
        return "the frames depend on how the bytes are cut";
    QByteArray again;
    for (const auto &payload : whole.payloads)
        again += frame(payload);
    if (!input.bytes.startsWith(again))
        return "the frames are others than those that were sent";
    if (whole.isAtBoundary != (whole.error.isEmpty() && again == input.bytes))
        return "it does not know whether a part of a frame is left";
    return {};
}

} // namespace Molotov::Fuzz
