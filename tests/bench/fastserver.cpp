// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A target that is never the bottleneck: HTTP/1.1 on one thread, as cheaply as Linux allows, so that what is
// measured is whoever sends the load.
//   fastserver [PORT]   on 127.0.0.1; 0, the default, is a free port
//
//   /10k         10,240 bytes
//   /delay/MS    {"result":"OK"} after so many milliseconds
//   all else     {"result":"OK"}
//
// Says where it is, and when it is stopped (SIGTERM, SIGINT), how much it has served: what the generator has
// counted can be held against it.

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cinttypes>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <deque>
#include <queue>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace std::string_view_literals;
using Clock = std::chrono::steady_clock;

constexpr size_t MaxPending = 1 << 20; // bytes of requests that wait behind another one
constexpr auto HeadEnd = "\r\n\r\n"sv;

volatile std::sig_atomic_t stopAsked = 0;

// ---- requests ----

struct Request
{
    enum class Form { Whole, Partial, Bad };

    Form form = Form::Partial;
    size_t size = 0; // with its body
    std::string_view target;
    bool isHead = false;
    bool isKept = true; // never with HTTP/1.0
};

bool startsWith(std::string_view text, std::string_view smallLetters)
{
    return text.size() >= smallLetters.size()
           && strncasecmp(text.data(), smallLetters.data(), smallLetters.size()) == 0;
}

size_t numberIn(std::string_view text)
{
    size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::min<size_t>(number, 1 << 30);
}

void readField(std::string_view line, Request &request)
{
    const auto colon = line.find(':');
    if (colon == line.npos)
        return;
    auto value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    if (startsWith(line, "content-length:"))
        request.size += numberIn(value);
    else if (startsWith(line, "transfer-encoding:"))
        request.form = Request::Form::Bad; // no generator here sends chunks
    else if (startsWith(line, "connection:"))
        request.isKept = request.isKept && !startsWith(value, "close");
}

// The first of `bytes`.
Request readRequest(std::string_view bytes)
{
    Request request;
    const auto end = bytes.find(HeadEnd);
    if (end == bytes.npos)
        return request;
    const auto lineEnd = bytes.find("\r\n"sv);
    const auto line = bytes.substr(0, lineEnd);
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    request.form = Request::Form::Bad;
    if (first == last || !line.substr(last + 1).starts_with("HTTP/1."sv))
        return request;
    request.form = Request::Form::Whole;
    request.size = end + HeadEnd.size();
    request.target = line.substr(first + 1, last - first - 1);
    request.isHead = line.starts_with("HEAD "sv);
    request.isKept = !line.ends_with("HTTP/1.0"sv);
    for (auto at = lineEnd + 2; at < end;) {
        const auto next = std::min(bytes.find("\r\n"sv, at), end);
        // Only these matter, and most begin with something else.
        if (const char letter = bytes[at] | 0x20; letter == 'c' || letter == 't')
            readField(bytes.substr(at, next - at), request);
        at = next + 2;
    }
    if (request.form == Request::Form::Whole && request.size > bytes.size())
        request.form = Request::Form::Partial;
    return request;
}

std::chrono::milliseconds delayOf(std::string_view target)
{
    constexpr auto prefix = "/delay/"sv;
    return std::chrono::milliseconds(target.starts_with(prefix) ? numberIn(target.substr(prefix.size())) : 0);
}

// ---- responses ----

struct Response
{
    Response(std::string_view status, std::string_view type, std::string_view body)
    {
        text.append("HTTP/1.1 "sv).append(status).append("\r\nContent-Type: "sv).append(type);
        text.append("\r\nContent-Length: "sv).append(std::to_string(body.size())).append(HeadEnd);
        headSize = text.size();
        text.append(body);
    }

    std::string_view toRequest(bool isHead) const
    {
        return std::string_view(text).substr(0, isHead ? headSize : text.size());
    }

    std::string text;
    size_t headSize = 0;
};

const Response &okResponse()
{
    static const Response response("200 OK"sv, "application/json"sv, R"({"result":"OK"})"sv);
    return response;
}

const Response &largeResponse()
{
    static const Response response("200 OK"sv, "text/plain"sv, std::string(10'240, 'x'));
    return response;
}

const Response &badResponse()
{
    static const Response response("400 Bad Request"sv, "text/plain"sv, "This is no request.\n"sv);
    return response;
}

// ---- the server ----

struct Connection
{
    int descriptor = -1; // -1: closed
    std::uint64_t serial = 0; // tells it from later ones of the same descriptor
    bool isWaiting = false; // for the time of a /delay/; what comes after that is answered later
    bool endsAfterwards = false; // once all has been sent
    std::string pending; // requests that are not whole yet, or wait
    std::string unsent; // what the socket did not take
};

struct Alarm
{
    Clock::time_point due;
    int descriptor;
    std::uint64_t serial;
    bool isHead;

    bool operator<(const Alarm &other) const { return due > other.due; } // the next one on top
};

class Server
{
public:
    bool listen(std::uint16_t port);
    void run();

private:
    void accept();
    void onReadable(Connection &connection);
    void onWritable(Connection &connection);
    void onAlarms();
    size_t serve(Connection &connection, std::string_view bytes);
    void servePending(Connection &connection);
    void send(Connection &connection, std::string_view bytes);
    void watch(const Connection &connection, std::uint32_t what);
    void close(Connection &connection);
    bool wait(std::array<epoll_event, 1024> &events, int &count);

    int m_listener = -1;
    int m_epoll = -1;
    std::deque<Connection> m_connections; // by descriptor; they never move
    std::priority_queue<Alarm> m_alarms;
    std::string m_batch; // responses to requests that came together
    std::vector<char> m_buffer = std::vector<char>(256 << 10);
    std::uint64_t m_requests = 0;
    std::uint64_t m_accepted = 0;
};

bool Server::listen(std::uint16_t port)
{
    m_epoll = epoll_create1(EPOLL_CLOEXEC);
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int one = 1;
    setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *raw = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    // Thousands of connections come in the same moment.
    if (bind(m_listener, raw, size) != 0 || ::listen(m_listener, 65'535) != 0
        || getsockname(m_listener, raw, &size) != 0) {
        std::perror("fastserver");
        return false;
    }
    epoll_event event{.events = EPOLLIN, .data = {.fd = m_listener}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listener, &event);
    std::printf("http://127.0.0.1:%d/\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return true;
}

void Server::run()
{
    std::array<epoll_event, 1024> events;
    int count = 0;
    while (wait(events, count)) {
        for (int i = 0; i < count; ++i) {
            const int descriptor = events[size_t(i)].data.fd;
            if (descriptor == m_listener) {
                accept();
                continue;
            }
            auto &connection = m_connections[size_t(descriptor)];
            if (connection.descriptor >= 0 && (events[size_t(i)].events & EPOLLOUT))
                onWritable(connection);
            if (connection.descriptor >= 0 && (events[size_t(i)].events & ~std::uint32_t(EPOLLOUT)))
                onReadable(connection);
        }
        onAlarms();
    }
    std::printf("served %" PRIu64 " requests on %" PRIu64 " connections\n", m_requests, m_accepted);
}

// Until something is to be done; false: to stop. The signals that say so come only in here.
bool Server::wait(std::array<epoll_event, 1024> &events, int &count)
{
    static const sigset_t noSignals = [] {
        sigset_t set;
        sigemptyset(&set);
        return set;
    }();
    timespec left{};
    if (!m_alarms.empty()) {
        const auto time = std::max<std::chrono::nanoseconds>(m_alarms.top().due - Clock::now(), {});
        left.tv_sec = time.count() / 1'000'000'000;
        left.tv_nsec = time.count() % 1'000'000'000;
    }
    count = epoll_pwait2(m_epoll, events.data(), int(events.size()), m_alarms.empty() ? nullptr : &left,
                         &noSignals);
    if (count < 0 && errno != EINTR) {
        std::perror("fastserver: epoll_pwait2"); // Linux 5.11 has it
        return false;
    }
    return stopAsked == 0;
}

void Server::accept()
{
    const int one = 1;
    for (;;) {
        const int descriptor = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0)
            return;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (size_t(descriptor) >= m_connections.size())
            m_connections.resize(size_t(descriptor) + 1);
        m_connections[size_t(descriptor)] = {.descriptor = descriptor, .serial = ++m_accepted};
        epoll_event event{.events = EPOLLIN | EPOLLRDHUP, .data = {.fd = descriptor}};
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    }
}

void Server::onReadable(Connection &connection)
{
    const auto size = recv(connection.descriptor, m_buffer.data(), m_buffer.size(), 0);
    if (size <= 0) {
        if (size == 0 || (errno != EAGAIN && errno != EINTR))
            close(connection);
        return;
    }
    const std::string_view bytes(m_buffer.data(), size_t(size));
    if (connection.pending.empty() && !connection.isWaiting) {
        const auto served = serve(connection, bytes);
        if (connection.descriptor >= 0)
            connection.pending = bytes.substr(served);
        return;
    }
    connection.pending += bytes;
    if (connection.pending.size() > MaxPending)
        close(connection);
    else
        servePending(connection);
}

void Server::servePending(Connection &connection)
{
    if (connection.isWaiting || connection.pending.empty())
        return;
    const auto served = serve(connection, connection.pending);
    if (connection.descriptor >= 0)
        connection.pending.erase(0, served);
}

// Answers the requests in `bytes`, up to one that takes its time; returns how many bytes are done with.
size_t Server::serve(Connection &connection, std::string_view bytes)
{
    size_t served = 0;
    m_batch.clear();
    while (served < bytes.size() && !connection.isWaiting && !connection.endsAfterwards) {
        const auto request = readRequest(bytes.substr(served));
        if (request.form == Request::Form::Partial)
            break;
        if (request.form == Request::Form::Bad) {
            m_batch += badResponse().text;
            connection.endsAfterwards = true;
            break;
        }
        served += request.size;
        ++m_requests;
        connection.endsAfterwards = !request.isKept;
        if (const auto delay = delayOf(request.target); delay.count() > 0) {
            connection.isWaiting = true;
            m_alarms.push({Clock::now() + delay, connection.descriptor, connection.serial, request.isHead});
            break;
        }
        const auto &response = request.target == "/10k"sv ? largeResponse() : okResponse();
        const auto text = response.toRequest(request.isHead);
        if (m_batch.empty() && served == bytes.size()) { // the common case: nothing is copied
            send(connection, text);
            return served;
        }
        m_batch += text;
    }
    if (!m_batch.empty())
        send(connection, m_batch);
    return served;
}

// And closes the connection if that was all.
void Server::send(Connection &connection, std::string_view bytes)
{
    if (connection.unsent.empty()) {
        const auto sent = ::send(connection.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) {
            close(connection);
            return;
        }
        bytes.remove_prefix(size_t(std::max<ssize_t>(sent, 0)));
        if (!bytes.empty())
            watch(connection, EPOLLIN | EPOLLRDHUP | EPOLLOUT);
    }
    connection.unsent += bytes;
    if (connection.unsent.empty() && connection.endsAfterwards && !connection.isWaiting)
        close(connection);
}

void Server::onWritable(Connection &connection)
{
    watch(connection, EPOLLIN | EPOLLRDHUP);
    send(connection, std::exchange(connection.unsent, {}));
}

void Server::onAlarms()
{
    if (m_alarms.empty())
        return;
    for (const auto now = Clock::now(); !m_alarms.empty() && m_alarms.top().due <= now;) {
        const auto alarm = m_alarms.top();
        m_alarms.pop();
        auto &connection = m_connections[size_t(alarm.descriptor)];
        if (connection.descriptor < 0 || connection.serial != alarm.serial)
            continue;
        connection.isWaiting = false;
        send(connection, okResponse().toRequest(alarm.isHead));
        if (connection.descriptor >= 0)
            servePending(connection);
    }
}

void Server::watch(const Connection &connection, std::uint32_t what)
{
    epoll_event event{.events = what, .data = {.fd = connection.descriptor}};
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.descriptor, &event);
}

void Server::close(Connection &connection)
{
    ::close(connection.descriptor); // epoll forgets it, too
    connection = {};
}

// Both signals come only while the server waits, so that none is missed.
void takeSignals()
{
    struct sigaction action
    {
    };
    action.sa_handler = [](int) { stopAsked = 1; };
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT}) {
        sigaction(signal, &action, nullptr);
        sigaddset(&set, signal);
    }
    sigprocmask(SIG_BLOCK, &set, nullptr);
}

// As many descriptors as the system gives.
void raiseLimit()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char *argv[])
{
    takeSignals();
    raiseLimit();
    Server server;
    if (!server.listen(std::uint16_t(argc > 1 ? numberIn(argv[1]) : 0)))
        return 1;
    server.run();
    return 0;
}
