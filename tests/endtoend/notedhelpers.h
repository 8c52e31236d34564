// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>
#include <QList>
#include <QTemporaryDir>

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace Molotov::Test {

/// Stands in for molotov-helper (MOLOTOV_HELPER), becomes it, and notes as which process. Unix only.
class NotedHelpers
{
public:
    /// `before`: a line for the shell.
    explicit NotedHelpers(const QByteArray &before = {})
    {
        QFile script(program());
        const QByteArray text = "#!/bin/sh\necho $$ >> '" + notes().toUtf8() + "'\n" + before
                                + "\nexec '" MOLOTOV_BIN_DIR "/molotov-helper' \"$@\"\n";
        if (!script.open(QIODevice::WriteOnly) || script.write(text) != text.size()
            || !script.setPermissions(QFile::ReadOwner | QFile::ExeOwner))
            qFatal("cannot write %s", qPrintable(script.fileName()));
    }

    QString program() const { return m_folder.filePath(QStringLiteral("helper")); }

    QList<qint64> pids() const
    {
        QFile file(notes());
        QList<qint64> pids;
        if (file.open(QIODevice::ReadOnly)) {
            for (auto line = file.readLine(); !line.isEmpty(); line = file.readLine())
                pids.append(line.trimmed().toLongLong());
        }
        return pids;
    }

    static bool isAlive(qint64 pid) { return ::kill(pid_t(pid), 0) == 0 || errno == EPERM; }

    bool areAllGone() const
    {
        const auto all = pids();
        return std::none_of(all.begin(), all.end(), &NotedHelpers::isAlive);
    }

private:
    QString notes() const { return m_folder.filePath(QStringLiteral("pids")); }

    QTemporaryDir m_folder;
};

} // namespace Molotov::Test
