// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/stdinwatch.h"

#include <array>
#include <cstdio>

namespace Molotov::Demo {

StdinWatch::~StdinWatch()
{
    wait();
}

void StdinWatch::run()
{
    std::array<char, 256> ignored{};
    while (std::fread(ignored.data(), 1, ignored.size(), stdin) > 0) {}
}

} // namespace Molotov::Demo
