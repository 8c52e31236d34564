// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/hop.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace Molotov {

/// A hop as QNetworkAccessManager's users know it, with what QNetworkReply cannot tell.
class LoadReply
    : public QNetworkReply
    , private Hop::Listener
{
    Q_OBJECT

public:
    LoadReply(LoadAccessManager &manager, QNetworkAccessManager::Operation operation,
              const QNetworkRequest &request, QIODevice *body);

    /// Ends it now; without effect once it is finished.
    void abort() override;
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;

    const Hop &hop() const { return m_hop; }
    Hop &hop() { return m_hop; }

protected:
    qint64 readData(char *target, qint64 maxSize) override;

private:
    void onHead() override;
    void onBody() override;
    void onFinished() override;

    Hop m_hop;
    QByteArray m_content; // of the response
    qint64 m_read = 0; // of m_content
};

} // namespace Molotov
