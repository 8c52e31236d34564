// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <tuple>
#include <type_traits>
#include <utility>

namespace Molotov {

/// Something of each phase of an exchange. T is a class that says what it begins with.
template <typename T>
struct Phases
{
    T dns; ///< looking up the host's name; this and the two below only where a connection was opened
    T connect;
    T tls;
    T send;
    T wait; ///< from the last byte of the request to the first one of the response
    T receive; ///< from the first byte of the response to the last one
    /// Before all others, from the call to the sending: it waited in this program, or for a connection.
    T queued;

    bool operator==(const Phases &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&Phases::dns, &Phases::connect, &Phases::tls, &Phases::send, &Phases::wait,
                               &Phases::receive, &Phases::queued);
    }
};

/// As they are called in files.
constexpr std::array PhaseNames{"dns", "connect", "tls", "send", "wait", "receive", "queued"};

/// Calls `visit` with the same phase of one or two values, for each phase.
template <typename T, typename Visit>
void forEachPhase(T &&values, Visit visit)
{
    std::apply([&](auto... phase) { (visit(values.*phase), ...); }, std::decay_t<T>::fields());
}

template <typename T, typename U, typename Visit>
void forEachPhase(T &&values, U &&others, Visit visit)
{
    [&]<size_t... Index>(std::index_sequence<Index...>)
    {
        (visit(values.*std::get<Index>(std::decay_t<T>::fields()),
               others.*std::get<Index>(std::decay_t<U>::fields())),
         ...);
    }
    (std::make_index_sequence<PhaseNames.size()>());
}

} // namespace Molotov
