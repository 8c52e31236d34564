// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/contentcoding.h"

#include <QList>

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace Molotov {

namespace {

constexpr qsizetype Step = 64 << 10;
constexpr qsizetype MaxCodings = 5; // as curl has it: each costs as much time as the first
constexpr int MaxZstdWindow = 23; // 8 MB (RFC 9659, 3), as a power of two: a few bytes can ask for 128 MB

// Of a decoder that fills what it is given.
enum class Progress { More, Done, Damaged };

struct Window
{
    const char *in = nullptr;
    size_t inLeft = 0;
    char *out = nullptr;
    size_t outLeft = 0;
};

// Lets the decoder write into a growing text until it is done. It has no room for more than one byte too
// many: a few kilobytes can hold gigabytes.
template <typename Decode>
Result<QByteArray> collect(const QByteArray &body, qint64 most, Decode decode)
{
    QByteArray text;
    Window window{.in = body.constData(), .inLeft = size_t(body.size())};
    while (true) {
        const auto size = text.size();
        text.resize(std::min<qint64>(size + std::max(Step, size), most + 1));
        window.out = text.data() + size;
        window.outLeft = size_t(text.size() - size);
        const auto inBefore = window.inLeft;
        const auto progress = decode(window);
        const bool isStuck = window.inLeft == inBefore && window.outLeft == size_t(text.size() - size);
        text.resize(text.size() - qsizetype(window.outLeft));
        if (text.size() > most)
            return Error{QStringLiteral("that comes to more than %1 bytes, which is its maxBody (setup can "
                                        "return a larger one)")
                             .arg(most)};
        if (progress == Progress::Done)
            return text;
        if (progress == Progress::Damaged || isStuck)
            return Error{QStringLiteral("that cannot be decompressed")};
    }
}

// `windowBits` as zlib's inflateInit2 takes them.
Result<QByteArray> inflated(const QByteArray &body, qint64 most, int windowBits)
{
    z_stream stream{};
    if (inflateInit2(&stream, windowBits) != Z_OK)
        return Error{QStringLiteral("that cannot be decompressed")};
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> guard(&stream, &inflateEnd);
    return collect(body, most, [&stream](Window &window) {
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(window.in));
        stream.avail_in = uInt(window.inLeft);
        stream.next_out = reinterpret_cast<Bytef *>(window.out);
        stream.avail_out = uInt(window.outLeft);
        int code = inflate(&stream, Z_NO_FLUSH);
        // A body may be several gzip files in a row (RFC 1952, 2.2); what else follows is left, as curl does.
        if (code == Z_STREAM_END && stream.avail_in > 0 && *stream.next_in == 0x1f)
            code = inflateReset(&stream);
        window.in = reinterpret_cast<const char *>(stream.next_in);
        window.inLeft = stream.avail_in;
        window.outLeft = stream.avail_out;
        return code == Z_STREAM_END                  ? Progress::Done
               : code == Z_OK || code == Z_BUF_ERROR ? Progress::More
                                                     : Progress::Damaged;
    });
}

// "deflate" is zlib's format, which its two first bytes show (RFC 1950, 2.2); some servers send the bare one.
Result<QByteArray> deflated(const QByteArray &body, qint64 most)
{
    const auto at = [&body](qsizetype i) { return i < body.size() ? uchar(body[i]) : 0u; };
    const bool isZlib = (at(0) & 0x0f) == Z_DEFLATED && (at(0) << 8 | at(1)) % 31 == 0;
    return inflated(body, most, isZlib ? MAX_WBITS : -MAX_WBITS);
}

Result<QByteArray> fromBrotli(const QByteArray &body, qint64 most)
{
    const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
    return collect(body, most, [&state](Window &window) {
        auto *in = reinterpret_cast<const std::uint8_t *>(window.in);
        auto *out = reinterpret_cast<std::uint8_t *>(window.out);
        const auto result =
            BrotliDecoderDecompressStream(state.get(), &window.inLeft, &in, &window.outLeft, &out, nullptr);
        window.in = reinterpret_cast<const char *>(in);
        return result == BROTLI_DECODER_RESULT_SUCCESS             ? Progress::Done
               : result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT ? Progress::More
                                                                   : Progress::Damaged;
    });
}

Result<QByteArray> fromZstd(const QByteArray &body, qint64 most)
{
    const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(),
                                                                            &ZSTD_freeDStream);
    ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, MaxZstdWindow);
    return collect(body, most, [&stream](Window &window) {
        ZSTD_inBuffer in{window.in, window.inLeft, 0};
        ZSTD_outBuffer out{window.out, window.outLeft, 0};
        const auto code = ZSTD_decompressStream(stream.get(), &out, &in);
        window.in += in.pos;
        window.inLeft -= in.pos;
        window.outLeft -= out.pos;
        if (ZSTD_isError(code))
            return Progress::Damaged;
        return code == 0 && window.inLeft == 0 ? Progress::Done : Progress::More;
    });
}

// Nothing when we do not know the coding.
std::optional<Result<QByteArray>> undone(const QByteArray &body, const QByteArray &coding, qint64 most)
{
    if (coding == "gzip" || coding == "x-gzip")
        return inflated(body, most, MAX_WBITS + 16);
    if (coding == "deflate")
        return deflated(body, most);
    if (coding == "br")
        return fromBrotli(body, most);
    if (coding == "zstd")
        return fromZstd(body, most);
    if (coding == "identity" || coding.isEmpty())
        return body;
    return std::nullopt;
}

} // namespace

Result<QByteArray> unpacked(const QByteArray &body, const QByteArray &codings, qint64 most)
{
    auto text = body;
    auto names = codings.toLower().split(',');
    if (names.size() > MaxCodings)
        return Error{QStringLiteral("that has more than %1 content codings").arg(MaxCodings)};
    std::reverse(names.begin(), names.end()); // they are named in the order in which they were done
    for (const auto &name : std::as_const(names)) {
        if (text.isEmpty())
            return text; // as of HEAD and 304, and of servers that pack nothing
        auto result = undone(text, name.trimmed(), most);
        if (!result)
            return text;
        if (!*result)
            return result->error();
        text = **std::move(result);
    }
    return text;
}

} // namespace Molotov
