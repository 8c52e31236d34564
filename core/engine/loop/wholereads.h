// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace Molotov {

/// An event dispatcher that need not ask the kernel after each read whether something is left. The notifiers
/// of Qt's own sockets cannot say so themselves.
class WholeReads
{
public:
    virtual ~WholeReads() = default;

    /// Whoever reads from the descriptor takes all that there is at each event, as Qt's sockets do if their
    /// buffer has no limit. Lasts until the descriptor has no notifier any more.
    virtual void noteWholeReads(qintptr descriptor) = 0;
};

} // namespace Molotov
