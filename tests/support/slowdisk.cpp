// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// For LD_PRELOAD: writes to result files take as long as on a disk that is busy or far away. How long they
// took in all, in milliseconds, is the size of the file that SLOW_DISK_LOG names.

#include <chrono>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace {

using std::chrono::milliseconds;

constexpr milliseconds OfWrite{40};
constexpr milliseconds OfSync{300};

bool isOfResult(int descriptor)
{
    char path[4096];
    const auto link = "/proc/self/fd/" + std::to_string(descriptor);
    const auto length = ::readlink(link.c_str(), path, sizeof(path));
    return length > 0
           && std::string_view(path, size_t(length)).find(".molotov-result") != std::string_view::npos;
}

void delay(int descriptor, milliseconds time)
{
    if (!isOfResult(descriptor))
        return;
    std::this_thread::sleep_for(time);
    const char *log = std::getenv("SLOW_DISK_LOG");
    const int file = log ? ::open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (file < 0)
        return;
    const std::string dots(size_t(time.count()), '.');
    [[maybe_unused]] const auto written = ::write(file, dots.data(), dots.size());
    ::close(file);
}

template <typename Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

int fsync(int descriptor)
{
    static auto *const real = next<int(int)>("fsync");
    delay(descriptor, OfSync);
    return real(descriptor);
}

int fdatasync(int descriptor)
{
    static auto *const real = next<int(int)>("fdatasync");
    delay(descriptor, OfSync);
    return real(descriptor);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset)
{
    static auto *const real = next<ssize_t(int, const void *, size_t, off64_t)>("pwrite64");
    delay(descriptor, OfWrite);
    return real(descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset)
{
    static auto *const real = next<ssize_t(int, const void *, size_t, off_t)>("pwrite");
    delay(descriptor, OfWrite);
    return real(descriptor, bytes, count, offset);
}
}
