// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>

#include <atomic>
#include <memory>

namespace Molotov {

/// Reads stdin on a thread of its own. Its end means that nobody watches over this helper any more: then the
/// process ends at once, from that thread, whatever a script is doing.
class StdinReader : public QObject
{
    Q_OBJECT

public:
    explicit StdinReader(QObject *parent = nullptr);
    ~StdinReader() override;

    /// From now on the end of stdin does nothing: the last word is said, and the process ends by itself.
    void allowEnd();

Q_SIGNALS:
    /// Emitted in the thread of this object.
    void received(const QByteArray &bytes);

private:
    // Outlives this: the thread may stand in a read that nothing can end.
    struct Shared;

    std::shared_ptr<Shared> m_shared;
};

} // namespace Molotov
