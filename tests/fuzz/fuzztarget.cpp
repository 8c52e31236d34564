// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A program of libFuzzer around one of the checks, which MOLOTOV_FUZZ_CHECK names.

#include "tests/fuzz/checks.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static QCoreApplication application(*argc, *argv);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const char *bytes, size_t size)
{
    const auto problem = Molotov::Fuzz::MOLOTOV_FUZZ_CHECK(QByteArray(bytes, qsizetype(size)));
    if (!problem.isEmpty()) {
        std::fprintf(stderr, "FOUND: %s\n", problem.constData());
        std::abort(); // libFuzzer keeps the input
    }
    return 0;
}
