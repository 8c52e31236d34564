// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/protocol/codec.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>

#include <array>
#include <concepts>
#include <limits>
#include <type_traits>
#include <utility>

namespace Molotov::Protocol {

namespace {

template <typename T>
concept Described = requires
{
    T::fields();
};

// ---- writing: one overload for each sort of field ----

void write(QCborStreamWriter &writer, bool value)
{
    writer.append(value);
}
void write(QCborStreamWriter &writer, double value)
{
    writer.append(value);
}
void write(QCborStreamWriter &writer, const QString &value)
{
    writer.append(QStringView(value));
}

void write(QCborStreamWriter &writer, const QByteArray &value)
{
    writer.append(value);
}

template <std::signed_integral T>
void write(QCborStreamWriter &writer, T value)
{
    writer.append(qint64(value));
}

void write(QCborStreamWriter &writer, quint64 value)
{
    writer.append(value);
}

template <typename T>
requires std::is_enum_v<T>
void write(QCborStreamWriter &writer, T value)
{
    writer.append(qint64(value));
}

template <typename Rep, typename Period>
void write(QCborStreamWriter &writer, std::chrono::duration<Rep, Period> value)
{
    writer.append(qint64(value.count()));
}

template <Described T>
void write(QCborStreamWriter &writer, const T &value);

template <typename T>
void write(QCborStreamWriter &writer, const QList<T> &list)
{
    writer.startArray(quint64(list.size()));
    for (const T &value : list)
        write(writer, value);
    writer.endArray();
}

template <typename K, typename V>
void write(QCborStreamWriter &writer, const QMap<K, V> &map)
{
    writer.startMap(quint64(map.size()));
    for (auto it = map.begin(); it != map.end(); ++it) {
        write(writer, it.key());
        write(writer, it.value());
    }
    writer.endMap();
}

template <typename T>
void write(QCborStreamWriter &writer, const std::optional<T> &value)
{
    if (value)
        write(writer, *value);
    else
        writer.append(nullptr);
}

template <Described T>
void write(QCborStreamWriter &writer, const T &value)
{
    std::apply(
        [&](auto... field) {
            writer.startArray(sizeof...(field));
            (write(writer, value.*field), ...);
            writer.endArray();
        },
        T::fields());
}

// ---- reading: false means that the next item is not what the field takes ----

bool read(QCborStreamReader &reader, bool &value)
{
    if (!reader.isBool())
        return false;
    value = reader.toBool();
    return reader.next();
}

bool read(QCborStreamReader &reader, double &value)
{
    if (!reader.isDouble())
        return false;
    value = reader.toDouble();
    return reader.next();
}

bool read(QCborStreamReader &reader, QString &value)
{
    if (!reader.isString())
        return false;
    value.clear();
    auto chunk = reader.readString();
    for (; chunk.status == QCborStreamReader::Ok; chunk = reader.readString())
        value += chunk.data;
    return chunk.status == QCborStreamReader::EndOfString;
}

bool read(QCborStreamReader &reader, QByteArray &value)
{
    if (!reader.isByteArray())
        return false;
    value.clear();
    auto chunk = reader.readByteArray();
    for (; chunk.status == QCborStreamReader::Ok; chunk = reader.readByteArray())
        value += chunk.data;
    return chunk.status == QCborStreamReader::EndOfString;
}

template <std::signed_integral T>
bool read(QCborStreamReader &reader, T &value)
{
    if (!reader.isInteger())
        return false;
    if (reader.isUnsignedInteger() && reader.toUnsignedInteger() > quint64(std::numeric_limits<T>::max()))
        return false;
    if (reader.isNegativeInteger() && reader.toInteger() < qint64(std::numeric_limits<T>::min()))
        return false;
    value = T(reader.toInteger());
    return reader.next();
}

bool read(QCborStreamReader &reader, quint64 &value)
{
    if (!reader.isUnsignedInteger())
        return false;
    value = reader.toUnsignedInteger();
    return reader.next();
}

template <typename T>
requires std::is_enum_v<T>
bool read(QCborStreamReader &reader, T &value)
{
    qint64 number = 0;
    if (!read(reader, number) || number < 0 || number > qint64(lastEnumerator(T())))
        return false;
    value = T(number);
    return true;
}

template <typename Rep, typename Period>
bool read(QCborStreamReader &reader, std::chrono::duration<Rep, Period> &value)
{
    qint64 count = 0;
    if (!read(reader, count))
        return false;
    value = std::chrono::duration<Rep, Period>(count);
    return true;
}

template <Described T>
bool read(QCborStreamReader &reader, T &value);

template <typename T>
bool read(QCborStreamReader &reader, QList<T> &list)
{
    if (!reader.isArray() || !reader.enterContainer())
        return false;
    while (reader.lastError() == QCborError::NoError && reader.hasNext()) {
        if (!read(reader, list.emplaceBack()))
            return false;
    }
    return reader.leaveContainer();
}

template <typename K, typename V>
bool read(QCborStreamReader &reader, QMap<K, V> &map)
{
    if (!reader.isMap() || !reader.enterContainer())
        return false;
    while (reader.lastError() == QCborError::NoError && reader.hasNext()) {
        K key{};
        V value{};
        if (!read(reader, key) || !read(reader, value))
            return false;
        map.insert(key, value);
    }
    return reader.leaveContainer();
}

template <typename T>
bool read(QCborStreamReader &reader, std::optional<T> &value)
{
    if (reader.isNull())
        return reader.next();
    return read(reader, value.emplace());
}

template <Described T>
bool read(QCborStreamReader &reader, T &value)
{
    if (!reader.isArray() || !reader.enterContainer())
        return false;
    const bool allRead =
        std::apply([&](auto... field) { return ((reader.hasNext() && read(reader, value.*field)) && ...); },
                   T::fields());
    return allRead && !reader.hasNext() && reader.leaveContainer();
}

template <typename Message>
QByteArray encodeVariant(const Message &message)
{
    QByteArray payload;
    QCborStreamWriter writer(&payload);
    writer.startArray(2);
    writer.append(quint64(message.index()));
    std::visit([&](const auto &body) { write(writer, body); }, message);
    writer.endArray();
    return payload;
}

template <typename Message, size_t Index>
bool readBody(QCborStreamReader &reader, Message &message)
{
    return read(reader, message.template emplace<Index>());
}

template <typename Message>
Result<Message> decodeVariant(const QByteArray &payload)
{
    constexpr auto count = std::variant_size_v<Message>;
    constexpr auto readers = []<size_t... Index>(std::index_sequence<Index...>)
    {
        return std::array{&readBody<Message, Index>...};
    }
    (std::make_index_sequence<count>());

    QCborStreamReader reader(payload);
    int number = -1;
    if (!reader.isArray() || !reader.enterContainer() || !read(reader, number))
        return Error{QStringLiteral("not a message")};
    if (number < 0 || size_t(number) >= count)
        return Error{QStringLiteral("an unknown message, number %1").arg(number)};
    Message message;
    if (!readers.at(size_t(number))(reader, message) || !reader.leaveContainer())
        return Error{
            QStringLiteral("message %1 is malformed at byte %2").arg(number).arg(reader.currentOffset())};
    if (reader.currentOffset() != payload.size())
        return Error{QStringLiteral("message %1 has bytes left over at its end").arg(number)};
    return message;
}

} // namespace

QByteArray encode(const ToHelper &message)
{
    return encodeVariant(message);
}
QByteArray encode(const FromHelper &message)
{
    return encodeVariant(message);
}
Result<ToHelper> decodeToHelper(const QByteArray &payload)
{
    return decodeVariant<ToHelper>(payload);
}
Result<FromHelper> decodeFromHelper(const QByteArray &payload)
{
    return decodeVariant<FromHelper>(payload);
}

} // namespace Molotov::Protocol
