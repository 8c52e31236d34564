// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/outputstream.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace Molotov {

namespace {

// Keeps a pipe without a reader from ending the program, on this thread only: others may count on it.
void blockPipeSignal()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

} // namespace

Status OutputStream::openFile(const QString &name)
{
    // Nobody is waited for: opening a pipe that nobody reads from would take until somebody does.
    const int descriptor = ::open(QFile::encodeName(name).constData(),
                                  O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY | O_CLOEXEC | O_NONBLOCK, 0666);
    if (descriptor < 0 && errno == ENXIO)
        return error(tr("nobody reads from it; start its reader first"));
    if (descriptor < 0)
        return error(qt_error_string());
    m_file->open(descriptor, QIODevice::WriteOnly | QIODevice::Unbuffered, QFile::AutoCloseHandle);
    return {};
}

Status OutputStream::write(QByteArray &bytes, std::chrono::milliseconds patience)
{
    blockPipeSignal();
    const auto end = std::chrono::steady_clock::now() + patience;
    qsizetype written = 0;
    Status status;
    while (written < bytes.size()) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd ready{.fd = m_file->handle(), .events = POLLOUT, .revents = 0};
        const int count = ::poll(&ready, 1, int(std::max<qint64>(0, left.count())));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        // A pipe that can be written to takes so much without waiting, also one that is not ours to change.
        const auto part = std::min<qsizetype>(bytes.size() - written, PIPE_BUF);
        const auto taken = ::write(m_file->handle(), bytes.constData() + written, size_t(part));
        if (taken >= 0) {
            written += taken;
        } else if (errno != EINTR && errno != EAGAIN) {
            status = error(qt_error_string());
            break;
        }
    }
    bytes.remove(0, written);
    return status;
}

} // namespace Molotov
