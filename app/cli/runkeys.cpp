// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runkeys.h"

#include <utility>

namespace Molotov::Cli {

RunKeys::RunKeys(Actions actions, const SystemLimits &limits)
    : m_actions(std::move(actions))
    , m_limits(limits)
{
}

QString RunKeys::help() const
{
    if (m_profile.sizing || !m_profile.findLimit.isEmpty())
        return tr("Keys: m marker, q stop");
    return m_course.model() == LoadPlan::Model::Open
               ? tr("Keys: + higher rate, - lower rate, p pause, m marker, q stop")
               : tr("Keys: + more users, - fewer users, p pause, m marker, q stop");
}

QString RunKeys::prompt() const
{
    constexpr qsizetype Shown = 25; // the line has no more room in a narrow terminal
    if (!m_note)
        return {};
    const auto note = QString::fromUtf8(*m_note);
    return tr("Note of the marker (Enter sets it, Esc does not): %1")
        .arg(note.size() > Shown ? QChar(0x2026) + note.right(Shown) : note);
}

void RunKeys::stateChanged(RunState state)
{
    m_state = state;
    m_note.reset();
}

void RunKeys::runBegan(const RunInfo &info)
{
    m_profile = info.profile;
    m_course = LoadCourse(info.profile.loadPlan());
    m_elapsed = {};
    m_wantedLoad.reset();
    m_wantsPause = false;
}

void RunKeys::marked(const RunMarker &marker)
{
    if (marker.change)
        m_course.apply(marker.at, *marker.change);
}

void RunKeys::press(char key)
{
    if (m_note)
        return type(key);
    switch (key) {
    case '+':
    case '=': // the same key without Shift, on many keyboards
        return step(true);
    case '-':
        return step(false);
    case 'p':
    case 'P':
        return togglePause();
    case 'm':
    case 'M':
        if (RunControls::of(m_state, m_profile, m_course, m_elapsed).canMark)
            m_note.emplace();
        return;
    case 'q':
    case 'Q':
        if (m_state != RunState::Stopping)
            m_actions.stop();
        return;
    default:
        return;
    }
}

void RunKeys::type(char key)
{
    constexpr char Escape = '\x1b';
    constexpr char Backspace = '\b';
    constexpr char Delete = '\x7f'; // what most terminals send for Backspace
    constexpr uchar Space = 0x20;
    // Of a letter of several bytes, all but the first.
    const auto isInside = [](char byte) { return (uchar(byte) & 0xC0) == 0x80; };
    if (key == '\n' || key == '\r') {
        m_actions.mark(QString::fromUtf8(*std::exchange(m_note, std::nullopt)).trimmed());
    } else if (key == Escape) {
        m_note.reset();
    } else if (key == Backspace || key == Delete) {
        while (!m_note->isEmpty() && isInside(m_note->back()))
            m_note->chop(1);
        m_note->chop(1);
    } else if (uchar(key) >= Space && (m_note->size() < RunMarker::MaxNoteLength || isInside(key))) {
        m_note->append(key);
    }
}

void RunKeys::step(bool isUp)
{
    if (!RunControls::of(m_state, m_profile, m_course, m_elapsed).canChangeLoad)
        return;
    const double load = m_wantedLoad.value_or(m_course.loadAt(m_elapsed));
    m_wantedLoad = LoadLimits(m_profile, m_limits).stepped(load, isUp);
    if (*m_wantedLoad != load)
        m_actions.change({.kind = LoadChange::Kind::Target, .load = *m_wantedLoad, .time = {}});
}

void RunKeys::togglePause()
{
    const auto controls = RunControls::of(m_state, m_profile, m_course, m_elapsed);
    if (!controls.canPause && !controls.canResume)
        return;
    m_wantsPause = !m_wantsPause;
    m_actions.change(
        {.kind = m_wantsPause ? LoadChange::Kind::Pause : LoadChange::Kind::Resume, .load = 0, .time = {}});
}

} // namespace Molotov::Cli
