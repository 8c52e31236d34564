// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultfolder.h"

#include "core/control/results/database.h"
#include "core/control/results/resultreader.h"
#include "core/control/run/runsink.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace Molotov {

namespace {

const QString Deleted = QStringLiteral(".deleted");

// Of a test that people may have named as they like, for a file of any system.
QString fileNamePart(const QString &name)
{
    constexpr qsizetype Longest = 60;
    QString part;
    for (const auto c : name.left(Longest))
        part += c.isLetterOrNumber() || QStringView(u"-_. ").contains(c) ? c : u'_';
    return part.trimmed();
}

Status update(const QString &file, const QString &column, const QVariant &value)
{
    const auto failed = [&file](const Error &error) {
        return Error{ResultFolder::tr("The result %1 cannot be changed: %2.")
                         .arg(QDir::toNativeSeparators(file), error.text)};
    };
    if (!QFileInfo::exists(file))
        return failed({ResultFolder::tr("it is not there any more")});
    auto database = Database::open(file, Database::Access::Write);
    if (!database)
        return failed(database.error());
    const auto status = database->run(QStringLiteral("UPDATE run SET %1 = ?").arg(column), {value});
    return status ? status : Status(failed(status.error()));
}

Status move(const QString &from, const QString &to)
{
    if (QFile::rename(from, to))
        return {};
    return Error{ResultFolder::tr("The result %1 cannot be deleted: see that its folder may be written to.")
                     .arg(QDir::toNativeSeparators(from))};
}

// Until then somebody may undo it. The time is that of the renaming, where the system knows it.
void purgeForgotten(const QString &folder)
{
    const auto limit = QDateTime::currentDateTime().addDays(-1);
    QDirIterator files(folder, {QStringLiteral("*.") + ResultReader::suffix() + Deleted}, QDir::Files);
    while (files.hasNext()) {
        files.next();
        if (files.fileInfo().metadataChangeTime() < limit)
            QFile::remove(files.filePath());
    }
}

} // namespace

QString ResultFolder::userPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/results");
}

QString ResultFolder::fileFor(const RunInfo &info) const
{
    auto name = fileNamePart(info.profile.test);
    if (name.isEmpty())
        name = fileNamePart(QFileInfo(info.profile.scenarioFile).completeBaseName());
    const auto base = QStringLiteral("%1/%2 %3")
                          .arg(m_path, info.startedAt.toString(QStringLiteral("yyyy-MM-dd HH.mm.ss")), name);
    const auto numbered = [&base](int number) {
        const auto more = number > 1 ? QStringLiteral(" %1").arg(number) : QString();
        return base + more + QLatin1Char('.') + ResultReader::suffix();
    };
    int number = 1;
    while (QFileInfo::exists(numbered(number)))
        ++number;
    return numbered(number);
}

ResultFolder::Content ResultFolder::list() const
{
    Content content;
    QDirIterator files(m_path, {QStringLiteral("*.") + ResultReader::suffix()}, QDir::Files);
    while (files.hasNext()) {
        const auto reader = ResultReader::open(files.next());
        const auto entry = reader ? reader->entry() : Result<RunEntry>(reader.error());
        if (entry)
            content.runs.append(*entry);
        else
            content.problems.append(entry.error());
    }
    std::sort(content.runs.begin(), content.runs.end(),
              [](const auto &a, const auto &b) { return a.startedAt > b.startedAt; });
    return content;
}

void ResultFolder::tidy(qint64 limit) const
{
    const auto runs = list().runs;
    qint64 size = 0;
    for (const auto &run : runs) { // the newest first
        const bool isNewest = size == 0;
        size += run.size;
        if (size > limit && !isNewest && !run.isPinned && !run.isGoing)
            purge(run.path);
    }
    purgeForgotten(m_path);
}

Status ResultFolder::rename(const QString &file, const QString &title)
{
    return update(file, QStringLiteral("title"), title);
}

Status ResultFolder::setNote(const QString &file, const QString &note)
{
    return update(file, QStringLiteral("note"), note);
}

Status ResultFolder::setPinned(const QString &file, bool pinned)
{
    return update(file, QStringLiteral("pinned"), pinned);
}

Status ResultFolder::remove(const QString &file)
{
    return move(file, file + Deleted);
}

Status ResultFolder::restore(const QString &file)
{
    return move(file + Deleted, file);
}

void ResultFolder::purge(const QString &file)
{
    for (const auto &part : {QString(), Deleted, QStringLiteral("-wal"), QStringLiteral("-shm")})
        QFile::remove(file + part);
}

} // namespace Molotov
