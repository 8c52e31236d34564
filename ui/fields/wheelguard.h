// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QWidget;

namespace Molotov {

/// Keeps the wheel from changing a field that somebody only scrolls past: a guarded field takes it only
/// while it has the focus, which the wheel alone cannot give it.
class WheelGuard : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void guard(QWidget *field);

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace Molotov
