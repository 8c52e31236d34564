// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings.h"

#include <QSettings>
#include <QStandardPaths>

namespace Molotov {

namespace {

constexpr QLatin1String GeometryKey("window/geometry");
constexpr QLatin1String SplitterKey("window/splitter");
constexpr QLatin1String ProfileVisibleKey("window/profileVisible");
constexpr QLatin1String RepositoriesKey("repositories");
constexpr QLatin1String RecentKey("recent");
constexpr QLatin1String PathKey("path");
constexpr QLatin1String TestKey("test");

} // namespace

SettingsFile::SettingsFile(QString path)
    : m_path(std::move(path))
{
}

QString SettingsFile::userPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
           + QLatin1String("/molotov.ini");
}

Settings SettingsFile::read() const
{
    QSettings file(m_path, QSettings::IniFormat);
    Settings settings;
    settings.geometry = file.value(GeometryKey).toByteArray();
    settings.splitter = file.value(SplitterKey).toByteArray();
    settings.profileVisible = file.value(ProfileVisibleKey, true).toBool();
    settings.repositories = file.value(RepositoriesKey).toStringList();
    const int count = file.beginReadArray(RecentKey);
    for (int i = 0; i < count; ++i) {
        file.setArrayIndex(i);
        const ProfilePlace place{file.value(PathKey).toString(), file.value(TestKey).toString()};
        if (place.isSaved())
            settings.recent.append(place);
    }
    return settings;
}

void SettingsFile::write(const Settings &settings) const
{
    QSettings file(m_path, QSettings::IniFormat);
    file.setValue(GeometryKey, settings.geometry);
    file.setValue(SplitterKey, settings.splitter);
    file.setValue(ProfileVisibleKey, settings.profileVisible);
    file.setValue(RepositoriesKey, settings.repositories);
    file.remove(RecentKey);
    file.beginWriteArray(RecentKey, int(settings.recent.size()));
    for (int i = 0; i < settings.recent.size(); ++i) {
        file.setArrayIndex(i);
        file.setValue(PathKey, settings.recent.at(i).path);
        file.setValue(TestKey, settings.recent.at(i).test);
    }
    file.endArray();
}

} // namespace Molotov
