// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/files.h"

#include "core/model/synctodisk.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <optional>

namespace Molotov::Files {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Files", text);
}

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

QString remedyFor(const QString &path)
{
    const QFileInfo info(path);
    const QFileInfo folder(info.absolutePath());
    if (!folder.isDir())
        return tr("There is no folder %1: make it, or choose another one.").arg(shown(folder.filePath()));
    if (info.isDir())
        return tr("Choose a file instead of a folder.");
    if (!folder.isWritable() || (info.exists() && !info.isWritable()))
        return tr("Choose a place that you may write to.");
    return tr("Make room on that disk, or choose another place.");
}

Error writeError(const QString &path, const QString &reason)
{
    const auto text = tr("%1 cannot be written: %2. %3").arg(shown(path), reason, remedyFor(path));
    return {QFileInfo(path).isFile() ? text + tr(" What it held before is unchanged.") : text};
}

// QSaveFile::commit() of Qt 6.4 does not notice when its buffer cannot be written, and then replaces the old
// file by a cut one. So there is no buffer; and a disk that takes a part is asked again, to hear the reason.
constexpr auto WriteMode = QIODevice::WriteOnly | QIODevice::Unbuffered;

std::optional<QString> problemOfWriting(QFileDevice &file, const QByteArray &content)
{
    for (qint64 written = 0; written < content.size();) {
        const auto count = file.write(content.constData() + written, content.size() - written);
        if (count <= 0)
            return file.errorString();
        written += count;
    }
    if (!syncToDisk(file.handle()))
        return qt_error_string();
    return std::nullopt;
}

} // namespace

Result<QByteArray> read(const QString &path, qint64 limit)
{
    const QFileInfo info(path);
    if (info.isDir())
        return Error{tr("%1 is a folder, not a file.").arg(shown(path))};
    if (info.exists() && !info.isFile())
        return Error{tr("%1 is a pipe or a device, not a file.").arg(shown(path))};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{tr("%1 cannot be opened: %2.").arg(shown(path), file.errorString())};
    auto content = file.read(limit + 1); // the size may be unknown, as in /proc, or grow
    if (file.error() != QFileDevice::NoError)
        return Error{tr("%1 cannot be read: %2.").arg(shown(path), file.errorString())};
    if (content.size() > limit)
        return Error{tr("%1 is too large: it may have %L2 bytes at most.").arg(shown(path)).arg(limit)};
    return content;
}

Status replace(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(WriteMode))
        return writeError(path, file.errorString());
    if (const auto problem = problemOfWriting(file, content))
        return writeError(path, *problem);
    if (!file.commit())
        return writeError(path, file.errorString());
    return {};
}

Status create(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(WriteMode | QIODevice::NewOnly))
        return writeError(path, file.errorString());
    if (const auto problem = problemOfWriting(file, content)) {
        file.remove();
        return writeError(path, *problem);
    }
    return {};
}

Status canReplace(const QString &path)
{
    QSaveFile file(path);
    if (!file.open(WriteMode))
        return writeError(path, file.errorString());
    file.cancelWriting();
    return {};
}

} // namespace Molotov::Files
