// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/demo/demofiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace Molotov {

namespace {

QString profileIn(const QString &scenarios)
{
    return QDir::cleanPath(scenarios + QLatin1String("/demo/molotov.json"));
}

} // namespace

QString findDemoProfile()
{
    return findDemoProfile(QCoreApplication::applicationDirPath(), QProcessEnvironment::systemEnvironment());
}

QString findDemoProfile(const QString &folder, const QProcessEnvironment &environment)
{
    const auto variable = QStringLiteral("MOLOTOV_SCENARIOS");
    if (environment.contains(variable))
        return profileIn(QDir::current().absoluteFilePath(environment.value(variable)));
    const auto installed = profileIn(folder + QLatin1String("/" MOLOTOV_DATA_FROM_BIN "/scenarios"));
    // Where the program was built, examples are a link to their sources.
    const auto real = QFileInfo(installed).canonicalFilePath();
    return real.isEmpty() ? installed : real;
}

} // namespace Molotov
