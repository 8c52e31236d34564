// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QEvent>

namespace Molotov {

/// Tells a socket notifier, just before its own event, that the other side has ended the connection, or an
/// error has: this comes after all that can be read. So nobody needs to ask the system whether a connection
/// is still good after each answer.
class EndSeenEvent : public QEvent
{
public:
    static inline const auto Type = QEvent::Type(QEvent::registerEventType());

    EndSeenEvent()
        : QEvent(Type)
    {
    }
};

} // namespace Molotov
