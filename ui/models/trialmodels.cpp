// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/trialmodels.h"

#include "core/control/run/runservice.h"
#include "core/model/errorgrouping.h"

namespace Molotov {

namespace {

constexpr std::chrono::milliseconds TrialRefresh{100};

// "text (shop.ts:12)"
QString withPlace(const QString &text, const ScriptError &error)
{
    const auto place = placeOf(error);
    return place.isValid() ? QStringLiteral("%1 (%2)").arg(text, place.toShortString()) : text;
}

} // namespace

TrialModels::TrialModels(MakeService make, QObject *parent)
    : QObject(parent)
    , m_make(std::move(make))
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(TrialRefresh);
    connect(&m_refresh, &QTimer::timeout, &m_log, &LogModel::publish);
}

TrialModels::~TrialModels() = default;

void TrialModels::makeTrial()
{
    m_service = m_make();
    m_trial = std::make_unique<TrialRun>(m_service.get());
    connect(m_service.get(), &RunService::traced, this, [this](const Protocol::TracedExchange &exchange) {
        if (m_isShown)
            m_exchanges.add(exchange);
    });
    connect(m_service.get(), &RunService::noted, this, &TrialModels::addNote);
    connect(m_service.get(), &RunService::logged, this,
            [this](const LogLine &line) { addLine(line.level, line.text); });
    connect(m_trial.get(), &TrialRun::changed, this, [this] {
        m_log.publish();
        Q_EMIT changed();
    });
}

void TrialModels::start(const Profile &profile, const QString &scenario)
{
    if (!canTry())
        return;
    if (!m_trial)
        makeTrial();
    m_exchanges.clear();
    m_log.clear();
    m_isShown = true;
    m_trial->start(profile, scenario);
}

void TrialModels::stop()
{
    if (m_trial)
        m_trial->stop();
}

void TrialModels::clear()
{
    stop();
    m_isShown = false;
    m_exchanges.clear();
    m_log.clear();
    Q_EMIT changed();
}

void TrialModels::addNote(const Protocol::TracedNote &note)
{
    using Kind = Protocol::TracedNote::Kind;
    const auto &text = note.error.message;
    switch (note.kind) {
    case Kind::CheckPassed:
        return addLine(Protocol::LogLevel::Info, withPlace(tr("check passed: %1").arg(text), note.error));
    case Kind::CheckFailed:
        return addLine(Protocol::LogLevel::Error, withPlace(tr("check failed: %1").arg(text), note.error));
    case Kind::Error:
        return addLine(note.error.kind == ErrorKind::Warning ? Protocol::LogLevel::Warning
                                                             : Protocol::LogLevel::Error,
                       withPlace(text, note.error));
    }
}

// There is one worker: no line needs its number.
void TrialModels::addLine(Protocol::LogLevel level, const QString &text)
{
    if (!m_isShown)
        return;
    m_log.append({.level = level, .text = text});
    if (!m_refresh.isActive())
        m_refresh.start();
}

} // namespace Molotov
