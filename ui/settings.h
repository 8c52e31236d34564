// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/exportflow.h"
#include "ui/models/profilestore.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace Molotov {

/// What the window remembers from one time to the next.
struct Settings
{
    QByteArray geometry; ///< as QWidget::saveGeometry() gives it
    QByteArray splitter; ///< as QSplitter::saveState() gives it
    bool profileVisible = true;
    QList<ProfilePlace> recent;
    QStringList repositories; ///< URLs
    int resultMegabytes = 2048; ///< that all kept runs may take
    ExportFlow::Habit exports; ///< where to, and in which format

    bool operator==(const Settings &) const = default;
};

/// A file that keeps Settings; one that is missing or broken gives the defaults.
class SettingsFile
{
public:
    explicit SettingsFile(QString path);
    /// Where this user's own settings are.
    static QString userPath();

    Settings read() const;
    void write(const Settings &settings) const;

private:
    QString m_path;
};

} // namespace Molotov
