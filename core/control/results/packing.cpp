// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/packing.h"

#include <QtEndian>

#include <bit>
#include <concepts>
#include <cstring>

namespace Molotov {

namespace {

template <typename T>
concept Struct = requires
{
    T::fields();
};

template <typename T>
concept Sparse = std::same_as<T, SparseHistogram> || std::same_as<T, SparseDistribution>;

class Packer
{
public:
    QByteArray bytes;

    void put(const Protocol::MetricsDelta &value) { putFields(value); }

private:
    template <Struct T>
    void putFields(const T &value)
    {
        std::apply(
            [&](auto... fields) {
                putUnsigned(sizeof...(fields));
                (putField(value, fields), ...);
            },
            T::fields());
    }
    template <Struct T, typename Field>
    void putField(const T &value, Field T::*field)
    {
        if constexpr (Sparse<T> && std::same_as<Field, QList<qint32>>)
            putCells(value.*field);
        else
            putValue(value.*field);
    }

    void putUnsigned(quint64 value)
    {
        while (value >= 0x80) {
            bytes.append(char(value | 0x80));
            value >>= 7;
        }
        bytes.append(char(value));
    }
    void putCells(const QList<qint32> &cells)
    {
        putUnsigned(quint64(cells.size()));
        qint32 last = 0;
        for (const auto cell : cells)
            putValue(qint64(cell) - std::exchange(last, cell));
    }

    template <std::integral T>
    void putValue(T value)
    {
        const auto number = qint64(value);
        putUnsigned((quint64(number) << 1) ^ quint64(number >> 63));
    }
    template <typename T>
    requires std::is_enum_v<T>
    void putValue(T value) { putValue(int(value)); }
    void putValue(double value) { bytes.append(reinterpret_cast<const char *>(&value), sizeof(value)); }
    void putValue(const QString &text)
    {
        const auto utf8 = text.toUtf8();
        putUnsigned(quint64(utf8.size()));
        bytes.append(utf8);
    }
    template <typename Rep, typename Period>
    void putValue(std::chrono::duration<Rep, Period> time)
    {
        putValue(qint64(time.count()));
    }
    template <typename T>
    void putValue(const QList<T> &list)
    {
        putUnsigned(quint64(list.size()));
        for (const auto &value : list)
            putValue(value);
    }
    void putValue(const QMap<int, qint64> &map)
    {
        putUnsigned(quint64(map.size()));
        for (auto it = map.begin(); it != map.end(); ++it) {
            putValue(it.key());
            putValue(it.value());
        }
    }
    template <typename T>
    void putValue(const std::optional<T> &value)
    {
        putUnsigned(value ? 1 : 0);
        if (value)
            putValue(*value);
    }
    template <Struct T>
    void putValue(const T &value)
    {
        putFields(value);
    }
};

// Reads nothing beyond the end, and makes no list that is longer than the bytes that are left.
class Unpacker
{
public:
    explicit Unpacker(const QByteArray &bytes)
        : m_bytes(bytes)
    {
    }

    bool take(Protocol::MetricsDelta &value)
    {
        takeFields(value);
        return !m_failed && m_at == m_bytes.size();
    }

private:
    template <Struct T>
    void takeFields(T &value)
    {
        auto left = takeUnsigned();
        std::apply(
            [&](auto... fields) {
                if (left > sizeof...(fields))
                    m_failed = true; // of a version that we do not know
                ((left > 0 && !m_failed ? (takeField(value, fields), --left) : 0), ...);
            },
            T::fields());
    }
    template <Struct T, typename Field>
    void takeField(T &value, Field T::*field)
    {
        if constexpr (Sparse<T> && std::same_as<Field, QList<qint32>>)
            takeCells(value.*field);
        else
            takeValue(value.*field);
    }

    quint64 takeUnsigned()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_at >= m_bytes.size())
                break;
            const auto byte = quint8(m_bytes.at(m_at++));
            value |= quint64(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        m_failed = true;
        return 0;
    }
    qsizetype takeLength()
    {
        const auto length = takeUnsigned();
        if (length > quint64(m_bytes.size() - m_at)) {
            m_failed = true;
            return 0;
        }
        return qsizetype(length);
    }
    void takeCells(QList<qint32> &cells)
    {
        cells.resize(takeLength());
        qint64 last = 0;
        for (auto &cell : cells) {
            qint64 step = 0;
            takeValue(step);
            last = qint64(quint64(last) + quint64(step)); // whatever it is, it may overflow
            cell = qint32(last);
        }
    }

    template <std::integral T>
    void takeValue(T &value)
    {
        const auto bits = takeUnsigned();
        value = T(qint64(bits >> 1) ^ -qint64(bits & 1));
    }
    template <typename T>
    requires std::is_enum_v<T>
    void takeValue(T &value)
    {
        int number = 0;
        takeValue(number);
        m_failed |= number < 0 || number > int(lastEnumerator(T()));
        value = T(m_failed ? 0 : number);
    }
    void takeValue(double &value)
    {
        if (m_bytes.size() - m_at < qsizetype(sizeof(value))) {
            m_failed = true;
            return;
        }
        std::memcpy(&value, m_bytes.constData() + m_at, sizeof(value));
        m_at += sizeof(value);
    }
    void takeValue(QString &text)
    {
        const auto length = takeLength();
        text = QString::fromUtf8(m_bytes.constData() + m_at, length);
        m_at += length;
    }
    template <typename Rep, typename Period>
    void takeValue(std::chrono::duration<Rep, Period> &time)
    {
        qint64 count = 0;
        takeValue(count);
        time = std::chrono::duration<Rep, Period>(Rep(count));
    }
    template <typename T>
    void takeValue(QList<T> &list)
    {
        for (auto left = takeLength(); left > 0 && !m_failed; --left)
            takeValue(list.emplaceBack());
    }
    void takeValue(QMap<int, qint64> &map)
    {
        for (auto left = takeLength(); left > 0 && !m_failed; --left) {
            int key = 0;
            takeValue(key);
            takeValue(map[key]);
        }
    }
    template <typename T>
    void takeValue(std::optional<T> &value)
    {
        if (takeUnsigned() != 0)
            takeValue(value.emplace());
    }
    template <Struct T>
    void takeValue(T &value)
    {
        takeFields(value);
    }

    const QByteArray &m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

static_assert(std::endian::native == std::endian::little, "doubles are kept in this order");

} // namespace

QByteArray pack(const Protocol::MetricsDelta &measured)
{
    Packer packer;
    packer.put(measured);
    return qCompress(packer.bytes);
}

Result<Protocol::MetricsDelta> unpack(const QByteArray &packed)
{
    const auto error = Error{QStringLiteral("what was measured in a second cannot be read")};
    // It begins with its size, which a damaged file may have made endless; zlib packs no better than 1 :
    // 1,032.
    constexpr quint32 MostPacked = 1'100;
    if (packed.size() < 4
        || qFromBigEndian<quint32>(packed.constData()) / MostPacked > quint64(packed.size()))
        return error;
    const auto bytes = qUncompress(packed);
    Protocol::MetricsDelta measured;
    if (!Unpacker(bytes).take(measured))
        return error;
    return measured;
}

} // namespace Molotov
