// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/protocol/framereader.h"

#include <QtEndian>

namespace Molotov::Protocol {

constexpr qsizetype HeaderSize = sizeof(quint32);

QByteArray frame(const QByteArray &payload)
{
    Q_ASSERT(payload.size() <= qsizetype(MaxFrameSize));
    QByteArray result(HeaderSize, Qt::Uninitialized);
    qToBigEndian(quint32(payload.size()), result.data());
    return result + payload;
}

void FrameReader::append(const QByteArray &bytes)
{
    m_buffer.remove(0, m_position);
    m_position = 0;
    m_buffer.append(bytes);
}

std::optional<Result<QByteArray>> FrameReader::next()
{
    const auto left = m_buffer.size() - m_position;
    if (left < HeaderSize)
        return std::nullopt;
    const auto size = qFromBigEndian<quint32>(m_buffer.constData() + m_position);
    if (size > MaxFrameSize)
        return Error{QStringLiteral("a frame of %1 bytes, where %2 are allowed").arg(size).arg(MaxFrameSize)};
    if (left - HeaderSize < qsizetype(size))
        return std::nullopt;
    auto payload = m_buffer.mid(m_position + HeaderSize, size);
    m_position += HeaderSize + size;
    return payload;
}

} // namespace Molotov::Protocol
