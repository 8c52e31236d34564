// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings.h"

#include "core/model/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace Molotov {

namespace {

constexpr QLatin1String GeometryKey("window/geometry");
constexpr QLatin1String SplitterKey("window/splitter");
constexpr QLatin1String ProfileVisibleKey("window/profileVisible");
constexpr QLatin1String RepositoriesKey("repositories");
constexpr QLatin1String ResultMegabytesKey("results/megabytes");
constexpr QLatin1String ExportFolderKey("export/folder");
constexpr QLatin1String ExportSuffixKey("export/suffix");
constexpr QLatin1String RecentKey("recent");
constexpr QLatin1String PathKey("path");
constexpr QLatin1String TestKey("test");

void writeTo(const QString &path, const Settings &settings)
{
    QSettings file(path, QSettings::IniFormat);
    file.setValue(GeometryKey, settings.geometry);
    file.setValue(SplitterKey, settings.splitter);
    file.setValue(ProfileVisibleKey, settings.profileVisible);
    file.setValue(RepositoriesKey, settings.repositories);
    file.setValue(ResultMegabytesKey, settings.resultMegabytes);
    file.setValue(ExportFolderKey, settings.exports.folder);
    file.setValue(ExportSuffixKey, settings.exports.suffix);
    file.remove(RecentKey);
    file.beginWriteArray(RecentKey, int(settings.recent.size()));
    for (int i = 0; i < settings.recent.size(); ++i) {
        file.setArrayIndex(i);
        file.setValue(PathKey, settings.recent.at(i).path);
        file.setValue(TestKey, settings.recent.at(i).test);
    }
    file.endArray();
}

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
    bool isNumber = false;
    const int megabytes = file.value(ResultMegabytesKey).toInt(&isNumber);
    if (isNumber && megabytes > 0)
        settings.resultMegabytes = megabytes;
    settings.exports.folder = file.value(ExportFolderKey).toString();
    settings.exports.suffix = file.value(ExportSuffixKey, settings.exports.suffix).toString();
    const int count = file.beginReadArray(RecentKey);
    for (int i = 0; i < count; ++i) {
        file.setArrayIndex(i);
        const ProfilePlace place{file.value(PathKey).toString(), file.value(TestKey).toString()};
        if (place.isSaved())
            settings.recent.append(place);
    }
    return settings;
}

// QSettings may leave an empty file on a full disk. So it writes into another one, which takes the place of
// the old one when it holds all.
void SettingsFile::write(const Settings &settings) const
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("molotov.ini"));
    QFile::copy(m_path, path); // with what a newer version may have put there
    writeTo(path, settings);
    const auto text = Files::read(path);
    const bool isWhole = text && SettingsFile(path).read() == settings;
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    const auto status = isWhole ? Files::replace(m_path, *text) : Error{path};
    if (!status)
        qWarning("The settings were not saved: %s", qPrintable(status.error().text));
}

} // namespace Molotov
