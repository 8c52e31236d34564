// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/keyinput.h"

#include <QWinEventNotifier>

#include <utility>

#include <windows.h>

namespace Molotov::Cli {

namespace {

DWORD s_before = 0;
bool s_isChanged = false;

HANDLE input()
{
    return GetStdHandle(STD_INPUT_HANDLE);
}

} // namespace

class KeyInput::Watcher
{
public:
    QWinEventNotifier notifier{input()};
};

bool KeyInput::isAvailable()
{
    DWORD mode = 0;
    return GetConsoleMode(input(), &mode) != 0;
}

void KeyInput::restoreTerminal()
{
    if (std::exchange(s_isChanged, false))
        SetConsoleMode(input(), s_before);
}

KeyInput::KeyInput(QObject *parent)
    : QObject(parent)
{
    if (!isAvailable())
        return;
    m_watcher = std::make_unique<Watcher>();
    connect(&m_watcher->notifier, &QWinEventNotifier::activated, this, &KeyInput::read);
    watch();
}

KeyInput::~KeyInput()
{
    restoreTerminal();
}

void KeyInput::watch()
{
    if (GetConsoleMode(input(), &s_before) == 0)
        return;
    s_isChanged = true;
    SetConsoleMode(input(), s_before & ~DWORD(ENABLE_LINE_INPUT | ENABLE_ECHO_INPUT));
}

void KeyInput::read()
{
    DWORD waiting = 0;
    while (GetNumberOfConsoleInputEvents(input(), &waiting) != 0 && waiting > 0) {
        INPUT_RECORD record{};
        DWORD count = 0;
        if (ReadConsoleInputW(input(), &record, 1, &count) == 0 || count == 0)
            return;
        const auto &key = record.Event.KeyEvent;
        if (record.EventType == KEY_EVENT && key.bKeyDown != 0 && key.uChar.UnicodeChar > 0
            && key.uChar.UnicodeChar < 128)
            Q_EMIT pressed(char(key.uChar.UnicodeChar));
    }
}

} // namespace Molotov::Cli
