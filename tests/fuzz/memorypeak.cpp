// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/memorypeak.h"

#include <algorithm>

// Only where the address sanitizer is.
extern "C" __attribute__((weak)) size_t __sanitizer_get_allocated_size(const volatile void *memory);
extern "C" __attribute__((weak)) int
__sanitizer_install_malloc_and_free_hooks(void (*allocated)(const volatile void *, size_t),
                                          void (*freed)(const volatile void *));

namespace Molotov::Fuzz {

namespace {

// Of this thread: others are none of what is measured.
thread_local bool s_isMeasuring = false;
thread_local qint64 s_bytes = 0;
thread_local qint64 s_peak = 0;

void onAllocated(const volatile void *, size_t size)
{
    if (!s_isMeasuring)
        return;
    s_bytes += qint64(size);
    s_peak = std::max(s_peak, s_bytes);
}

void onFreed(const volatile void *memory)
{
    if (s_isMeasuring && memory != nullptr)
        s_bytes -= qint64(__sanitizer_get_allocated_size(memory));
}

} // namespace

MemoryPeak::MemoryPeak()
{
    // The hooks stay: there is room for a few only.
    [[maybe_unused]] static const int installed =
        __sanitizer_install_malloc_and_free_hooks
            ? __sanitizer_install_malloc_and_free_hooks(&onAllocated, &onFreed)
            : 0;
    s_bytes = s_peak = 0;
    s_isMeasuring = true;
}

MemoryPeak::~MemoryPeak()
{
    s_isMeasuring = false;
}

qint64 MemoryPeak::bytes() const
{
    return s_peak;
}

} // namespace Molotov::Fuzz
