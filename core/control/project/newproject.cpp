// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/project/newproject.h"

#include "core/model/files.h"
#include "core/model/profile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

namespace Molotov {

namespace {

QStringList fileNames(NewProject::Language language)
{
    const bool isTyped = language == NewProject::Language::TypeScript;
    return {QStringLiteral("molotov.json"),
            isTyped ? QStringLiteral("scenario.ts") : QStringLiteral("scenario.js"),
            isTyped ? QStringLiteral("tsconfig.json") : QStringLiteral("jsconfig.json"),
            QStringLiteral("molotov.d.ts"), QStringLiteral("README.md")};
}

QByteArray templateOf(const QString &name)
{
    QFile file(QStringLiteral(":/molotov/project/") + name);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen); // it is built into the program
    return isOpen ? file.readAll() : QByteArray();
}

// What was made is removed again, unless all went well.
class Undo
{
public:
    ~Undo()
    {
        for (const auto &file : m_files)
            QFile::remove(file);
        for (const auto &folder : m_folders)
            QDir().rmdir(folder);
    }

    void addFile(const QString &file) { m_files.append(file); }
    // The folders that mkpath() is going to make, the innermost first.
    void addMissingFolders(QString folder)
    {
        while (!QFileInfo::exists(folder) && !m_folders.contains(folder)) {
            m_folders.append(folder);
            folder = QFileInfo(folder).absolutePath();
        }
    }
    QStringList keep()
    {
        m_folders.clear();
        return std::exchange(m_files, {});
    }

private:
    QStringList m_files;
    QStringList m_folders;
};

} // namespace

Status NewProject::check(const QStringList &paths) const
{
    Profile profile;
    profile.scenarioFile = paths.first();
    profile.baseUrl = baseUrl;
    for (const auto &problem : profile.validate()) {
        if (problem.field == ProfileField::BaseUrl)
            return Error{problem.text};
    }
    if (const QFileInfo info(folder); info.exists() && !info.isDir())
        return Error{tr("%1 is a file; a new test needs a folder.").arg(QDir::toNativeSeparators(folder))};
    for (const auto &path : paths) {
        const QFileInfo info(path);
        if (info.exists() || info.isSymLink()) {
            return Error{tr("There is a file %1 already; choose another folder, for nothing is overwritten.")
                             .arg(QDir::toNativeSeparators(path))};
        }
    }
    return {};
}

QList<NewProject::File> NewProject::files() const
{
    const auto names = fileNames(language);
    QList<File> files;
    for (const auto &name : names) {
        auto text = templateOf(name);
        text.replace("@SCENARIO@", names.at(1).toUtf8());
        text.replace("@BASE_URL@", QUrl(baseUrl).toEncoded());
        files.append({name, text});
    }
    return files;
}

Result<QStringList> NewProject::write() const
{
    const QDir target(QDir::cleanPath(QDir::current().absoluteFilePath(folder)));
    const auto written = files();
    QStringList paths;
    for (const auto &file : written)
        paths.append(target.filePath(file.name));
    if (const auto status = check(paths); !status)
        return status.error();

    Undo undo;
    undo.addMissingFolders(target.path());
    if (!QDir().mkpath(target.path()))
        return Error{tr("The folder %1 cannot be made.").arg(QDir::toNativeSeparators(target.path()))};
    for (qsizetype i = 0; i < paths.size(); ++i) {
        if (const auto status = Files::create(paths.at(i), written.at(i).text); !status)
            return status.error();
        undo.addFile(paths.at(i));
    }
    return undo.keep();
}

} // namespace Molotov
