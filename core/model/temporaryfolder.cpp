// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/temporaryfolder.h"

#include <QDir>
#include <QFile>

namespace Molotov {

namespace {

constexpr QLatin1String Prefix("molotov-files-");
constexpr QLatin1String OwnerFile("owner.lock");

} // namespace

TemporaryFolder::TemporaryFolder()
    : m_folder(QDir::temp().filePath(Prefix + QLatin1String("XXXXXX")))
    , m_owner(m_folder.filePath(OwnerFile))
{
    m_owner.setStaleLockTime(0); // as long as the owner lives
    m_owner.tryLock(); // nobody else knows the folder
}

void TemporaryFolder::removeAbandoned()
{
    const auto temp = QDir::temp();
    const auto names = temp.entryList({Prefix + QLatin1Char('*')}, QDir::Dirs | QDir::NoSymLinks);
    for (const auto &name : names) {
        QDir folder(temp.filePath(name));
        if (!folder.exists(OwnerFile))
            continue; // its owner has just made it
        QLockFile owner(folder.filePath(OwnerFile));
        owner.setStaleLockTime(0);
        if (!owner.tryLock())
            continue;
        owner.unlock();
        folder.removeRecursively();
    }
}

} // namespace Molotov
