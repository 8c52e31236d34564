// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/responseparser.h"

#include <algorithm>
#include <limits>

namespace Molotov {

namespace {

// What on_headers_complete returns for a response without a body, whatever its headers say.
constexpr int NoBody = 1;

} // namespace

const llhttp_settings_t &ResponseParser::settings()
{
    static const llhttp_settings_t table = [] {
        llhttp_settings_t made;
        llhttp_settings_init(&made);
        made.on_message_begin = [](llhttp_t *parser) { return from(parser).onBegin(); };
        made.on_status = [](llhttp_t *parser, const char *text, size_t size) {
            return from(parser).onReason(text, size);
        };
        made.on_header_field = [](llhttp_t *parser, const char *text, size_t size) {
            return from(parser).onFieldPart(text, size);
        };
        made.on_header_value = [](llhttp_t *parser, const char *text, size_t size) {
            return from(parser).onValuePart(text, size);
        };
        made.on_headers_complete = [](llhttp_t *parser) { return from(parser).onHead(); };
        made.on_body = [](llhttp_t *parser, const char *bytes, size_t size) {
            return from(parser).onBody(bytes, size);
        };
        made.on_message_complete = [](llhttp_t *parser) { return from(parser).onComplete(); };
        return made;
    }();
    return table;
}

ResponseParser::ResponseParser()
{
    llhttp_init(&m_parser, HTTP_RESPONSE, &settings());
    m_parser.data = this;
}

void ResponseParser::begin(const QByteArray &method, bool keepsBody)
{
    llhttp_reset(&m_parser);
    m_state = State::Head;
    m_isForHead = method == "HEAD";
    m_keepsBody = keepsBody;
    m_body.clear();
    m_announcedSize = 0;
    m_interim = 0;
    m_hasBegun = false;
    m_mayContinue = false;
    m_isKeptAlive = false;
    m_endedEarly = false;
}

qsizetype ResponseParser::take(const char *bytes, qsizetype size)
{
    if (size == 0 || m_state == State::Complete || m_state == State::Failed)
        return 0;
    m_hasBegun = true;
    const auto error = llhttp_execute(&m_parser, bytes, size_t(size));
    if (error == HPE_OK)
        return size;
    if (error != HPE_PAUSED && error != HPE_PAUSED_UPGRADE)
        m_state = State::Failed;
    return llhttp_get_error_pos(&m_parser) - bytes;
}

void ResponseParser::takeEnd()
{
    if (m_state == State::Complete || m_state == State::Failed)
        return;
    // A body without a length is complete now; llhttp then calls onComplete().
    m_endedEarly = m_state != State::Body || llhttp_finish(&m_parser) != HPE_OK;
    if (m_state != State::Complete)
        m_state = State::Failed;
}

std::chrono::microseconds ResponseParser::promisedIdleTime() const
{
    using namespace std::chrono_literals;
    constexpr std::chrono::microseconds Margin = 1s;
    constexpr qlonglong MaxSeconds = 86'400;
    const auto field = m_head.headers.first("keep-alive");
    if (field.isEmpty())
        return std::chrono::microseconds::max();
    const auto hint = field.toByteArray().toLower();
    for (const auto &part : hint.split(',')) {
        const auto name = part.left(part.indexOf('=')).trimmed();
        bool isNumber = false;
        const auto number = part.mid(part.indexOf('=') + 1).trimmed().toLongLong(&isNumber);
        if (name != "timeout" || !isNumber || number < 0)
            continue;
        const std::chrono::microseconds promised = std::chrono::seconds(std::min(number, MaxSeconds));
        return promised - std::min(Margin, promised / 2);
    }
    return std::chrono::microseconds::max();
}

QString ResponseParser::problem() const
{
    if (m_endedEarly)
        return m_state == State::Failed && m_hasBegun
                   ? QStringLiteral("closed the connection in mid-response")
                   : QStringLiteral("closed the connection");
    return QStringLiteral("sent what is no HTTP (%1)")
        .arg(QString::fromLatin1(llhttp_get_error_reason(&m_parser)));
}

int ResponseParser::onBegin()
{
    m_head.status = 0;
    m_head.reason.clear();
    m_head.headers.clear();
    m_headSize = 0;
    m_inField = m_inValue = false;
    return HPE_OK;
}

bool ResponseParser::countHead(size_t size)
{
    m_headSize += qsizetype(size);
    if (m_headSize <= MaxHead)
        return true;
    llhttp_set_error_reason(&m_parser, "a head that does not end");
    return false;
}

int ResponseParser::onReason(const char *text, size_t size)
{
    if (!countHead(size))
        return HPE_USER;
    m_head.reason.append(text, qsizetype(size));
    return HPE_OK;
}

int ResponseParser::onFieldPart(const char *text, size_t size)
{
    if (m_inValue)
        endField();
    if (!countHead(size))
        return HPE_USER;
    m_inField = m_inField || size > 0;
    if (m_state == State::Head)
        m_head.headers.addToName({text, qsizetype(size)});
    return HPE_OK;
}

int ResponseParser::onValuePart(const char *text, size_t size)
{
    if (!m_inField) {
        llhttp_set_error_reason(&m_parser, "a field without a name");
        return HPE_USER;
    }
    if (!countHead(size))
        return HPE_USER;
    m_inValue = true;
    if (m_state == State::Head)
        m_head.headers.addToValue({text, qsizetype(size)});
    return HPE_OK;
}

void ResponseParser::endField()
{
    m_headSize += 4; // what is between names and values
    if (m_state == State::Head)
        m_head.headers.endField();
    m_inField = m_inValue = false;
}

int ResponseParser::onHead()
{
    if (m_inField)
        endField();
    m_headSize = 0;
    const int status = m_parser.status_code;
    if (status < 100) // llhttp takes fewer than three digits, too
        return HPE_USER;
    if (isInterim())
        return NoBody;
    m_head.status = status;
    m_isKeptAlive = llhttp_should_keep_alive(&m_parser) != 0;
    m_state = State::Body;
    if (m_isForHead || status == 204 || status == 304)
        return NoBody;
    if (m_parser.flags & F_CONTENT_LENGTH) {
        m_announcedSize =
            qint64(std::min(m_parser.content_length, std::uint64_t(std::numeric_limits<qint64>::max())));
        if (m_keepsBody)
            m_body.reserve(qsizetype(std::min(m_parser.content_length, std::uint64_t(MaxReserved))));
    }
    return HPE_OK;
}

int ResponseParser::onBody(const char *bytes, size_t size)
{
    if (m_keepsBody)
        m_body.append(bytes, qsizetype(size));
    return HPE_OK;
}

int ResponseParser::onComplete()
{
    if (isInterim() && m_parser.status_code != 101) {
        m_mayContinue = m_mayContinue || m_parser.status_code == 100;
        if (++m_interim <= MaxInterim)
            return HPE_OK;
        llhttp_set_error_reason(&m_parser, "interim responses without end");
        return HPE_USER;
    }
    m_head.status = m_parser.status_code;
    m_isKeptAlive = m_head.status != 101 && llhttp_should_keep_alive(&m_parser) != 0;
    m_state = State::Complete;
    return HPE_PAUSED; // what follows is not of this response
}

} // namespace Molotov
