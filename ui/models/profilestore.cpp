// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/profilestore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace Molotov {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ProfileStore", text);
}

/// How they are indented, and the order of their keys, does not matter.
bool saysTheSame(const ProfileFile &one, const ProfileFile &other, const QString &path)
{
    return QJsonDocument::fromJson(one.toJson(path)) == QJsonDocument::fromJson(other.toJson(path));
}

SaveOutcome write(ProfileFile file, const SaveOrder &order)
{
    if (order.source.isSaved() && order.source != order.place)
        file.adopt(order.sourceFile, order.source.test, order.place.test);
    file.setProfile(order.place.test, order.profile);
    if (const auto status = file.save(order.place.path); !status)
        return {SaveOutcome::Kind::Failed, {}, status.error().text};
    return {SaveOutcome::Kind::Saved, file, {}};
}

/// Back into the file that it came from.
SaveOutcome saveAgain(const SaveOrder &order)
{
    if (!QFileInfo::exists(order.place.path))
        return write(order.sourceFile, order);
    const auto present = ProfileFile::load(order.place.path);
    if (present && saysTheSame(*present, order.sourceFile, order.place.path))
        return write(*present, order);
    if (!order.regardless)
        return {SaveOutcome::Kind::Changed, {}, present ? QString() : present.error().text};
    return write(present ? *present : order.sourceFile, order);
}

} // namespace

SaveOutcome saveProfile(const SaveOrder &order)
{
    if (order.source.isSaved() && order.source == order.place && !order.isElsewhere)
        return saveAgain(order);
    if (!QFileInfo::exists(order.place.path))
        return write(order.source.path == order.place.path ? order.sourceFile : ProfileFile(), order);
    const auto present = ProfileFile::load(order.place.path);
    if (!present) {
        // It may be anything, somebody's package.json for one.
        return {SaveOutcome::Kind::Failed,
                {},
                tr("The file %1 is there already, and nothing can be added to it. %2 Choose another name.")
                    .arg(QDir::toNativeSeparators(order.place.path), present.error().text)};
    }
    if (!order.regardless)
        return {SaveOutcome::Kind::Occupied, *present, {}};
    return write(*present, order);
}

} // namespace Molotov
