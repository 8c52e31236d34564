// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>

#include <memory>

namespace Molotov {

/// Knows which ports outputs of earlier runs still hold: they leave them on their own thread, a moment after
/// the run. Used on one thread; a Hold may end on any.
class HeldPorts
{
public:
    using Hold = std::shared_ptr<const void>;

    bool isHeld(quint16 port) const { return !m_holds.value(port).expired(); }
    /// The port is held until this and all of its copies are gone.
    Hold hold(quint16 port)
    {
        auto hold = std::make_shared<int>();
        m_holds.insert(port, hold);
        return hold;
    }

private:
    QHash<quint16, std::weak_ptr<const void>> m_holds;
};

} // namespace Molotov
