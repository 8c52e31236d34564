// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/interrupt.h"

#include <atomic>

#include <windows.h>

namespace Molotov {

namespace {

std::atomic<Interrupt *> s_interrupt = nullptr;

// Called on a thread of the system's.
BOOL WINAPI onControl(DWORD event)
{
    auto *interrupt = s_interrupt.load();
    if (interrupt == nullptr || (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT))
        return FALSE;
    return QMetaObject::invokeMethod(interrupt, &Interrupt::interrupted, Qt::QueuedConnection) ? TRUE : FALSE;
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    s_interrupt = this;
    SetConsoleCtrlHandler(onControl, TRUE);
}

void Interrupt::setLastAction(void (*)()) {} // the system ends this program without a handler

Interrupt::~Interrupt()
{
    SetConsoleCtrlHandler(onControl, FALSE);
    s_interrupt = nullptr;
}

} // namespace Molotov
