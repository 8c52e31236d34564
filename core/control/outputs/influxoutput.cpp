// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/influxoutput.h"

#include "core/control/outputs/httptarget.h"
#include "core/model/outputurls.h"

#include <QLocale>

namespace Molotov {

Result<std::unique_ptr<Output>> InfluxOutput::open(const QString &url, const BatchTiming &timing)
{
    if (const auto problem = OutputUrls::influxProblem(url); !problem.isEmpty())
        return Error{problem};
    HttpTarget target{QUrl(url)};
    // InfluxDB 2 and 3 know tokens; of InfluxDB 1 a user info with a password is a user.
    const auto path = target.url().path();
    const bool takesTokens = path.contains(QLatin1String("/api/"));
    if (target.hasUserInfo() && !takesTokens && !target.password().isEmpty()) {
        target.useBasicAuthorization();
    } else {
        const auto token = !target.hasUserInfo()         ? qgetenv("INFLUX_TOKEN").trimmed()
                           : target.password().isEmpty() ? target.userName()
                                                         : target.password();
        if (!token.isEmpty() && !target.addSecretHeader("Authorization", "Token ", token))
            return Error{tr("The token for InfluxDB holds characters that no token has.")};
    }
    auto batches = target.take("text/plain; charset=utf-8");
    batches.backlog = BatchTarget::Backlog::All;
    batches.mayRetry = [](int status) { return status == 429 || status >= 500; };
    return std::unique_ptr<Output>(new InfluxOutput(url, std::move(batches), timing));
}

InfluxOutput::InfluxOutput(const QString &url, BatchTarget target, const BatchTiming &timing)
    : BatchOutput(url, std::move(target), timing)
    , m_lines(OutputUrls::influxPrecision(QUrl(url)))
{
}

Status InfluxOutput::write(const OutputNews &news)
{
    m_droppedSeconds += news.droppedSeconds;
    if (const auto lines = m_lines.add(news); !lines.isEmpty())
        sender().add(lines);
    if (sender().problem().isEmpty())
        return {};
    return Error{
        tr("InfluxDB at %1 does not take what is measured: %2.").arg(shownUrl(), sender().problem())};
}

QString InfluxOutput::losses() const
{
    QStringList texts;
    if (m_droppedSeconds > 0) {
        texts += tr("%1 seconds of the run are missing in InfluxDB: this computer was too busy.")
                     .arg(QLocale().toString(m_droppedSeconds));
    }
    if (sender().dropped() > 0) {
        texts += tr("InfluxDB at %1 did not take %2 of %3 batches of lines, which hold about a second of the "
                    "run each: %4.")
                     .arg(shownUrl(), QLocale().toString(sender().dropped()),
                          QLocale().toString(sender().added()), sender().lastFailure());
    }
    return texts.join(QLatin1Char(' '));
}

} // namespace Molotov
