// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/importscope.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

/// Which folder counts as the project of a scenario file.
class tst_ImportScope : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsTheProject_data();
    void findsTheProject();
    void temporaryFolderIsNoProject();
    void comparesRealPaths();

private:
    void write(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_root;
};

void tst_ImportScope::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_root.setPath(QFileInfo(m_temporary->path()).canonicalFilePath());
}

void tst_ImportScope::write(const QString &name) const
{
    const auto path = m_root.filePath(name);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
}

void tst_ImportScope::findsTheProject_data()
{
    QTest::addColumn<QStringList>("files"); // beside home/work/shop/load/shop.ts
    QTest::addColumn<QString>("repository");
    QTest::addColumn<QString>("project");
    const auto row = [](const char *name, const QStringList &files, const char *project,
                        const char *repository = "") {
        QTest::newRow(name) << files << QString::fromLatin1(repository) << QString::fromLatin1(project);
    };
    const auto at = [](const char *folder, const char *marker) {
        return QString::fromLatin1(folder) + QLatin1Char('/') + QLatin1String(marker);
    };
    row("none", {}, "home/work/shop/load");
    row("other files", {at("home/work/shop", "package-lock.json")}, "home/work/shop/load");
    row("profile file", {at("home/work/shop", "molotov.json")}, "home/work/shop");
    row("package", {at("home/work/shop", "package.json")}, "home/work/shop");
    row("repository of Git", {at("home/work", ".git/HEAD")}, "home/work");
    row("worktree of Git", {at("home/work", ".git")}, "home/work");
    row("beside the file", {at("home/work/shop/load", "package.json"), at("home/work/shop", ".git")},
        "home/work/shop/load");
    row("nearest", {at("home/work/shop", "package.json"), at("home/work", ".git")}, "home/work/shop");
    row("home folder", {at("home", "package.json")}, "home/work/shop/load");
    row("above the home folder", {at(".", ".git")}, "home/work/shop/load");
    row("fetched, with a project in it", {at("home/work/shop/load", "molotov.json")}, "home/work/shop",
        "home/work/shop");
    row("fetched, below a project", {at("home/work", "package.json")}, "home/work/shop", "home/work/shop");
    row("not of what was fetched", {at("home/work", "package.json")}, "home/work", "home/work/sho");
}

void tst_ImportScope::findsTheProject()
{
    QFETCH(QStringList, files);
    QFETCH(QString, repository);
    QVERIFY(m_root.mkpath(QStringLiteral("home/work/sho")));
    for (const auto &file : files + QStringList(QStringLiteral("home/work/shop/load/shop.ts")))
        write(file);
    const auto scope = ImportScope::of(m_root.filePath(QStringLiteral("home/work/shop/load/shop.ts")),
                                       repository.isEmpty() ? QString() : m_root.filePath(repository),
                                       m_root.filePath(QStringLiteral("home")));
    QCOMPARE(m_root.relativeFilePath(scope.folder.path()), QStringLiteral("home/work/shop/load"));
    QTEST(m_root.relativeFilePath(scope.project.path()), "project");
}

void tst_ImportScope::temporaryFolderIsNoProject()
{
    write(QStringLiteral("tmp/package.json"));
    write(QStringLiteral("tmp/shop/shop.ts"));
    const auto before = qgetenv("TMPDIR");
    qputenv("TMPDIR", QFile::encodeName(m_root.filePath(QStringLiteral("tmp"))));
    const auto scope = ImportScope::of(m_root.filePath(QStringLiteral("tmp/shop/shop.ts")));
    before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
    QCOMPARE(scope.project.path(), m_root.filePath(QStringLiteral("tmp/shop")));
}

void tst_ImportScope::comparesRealPaths()
{
    write(QStringLiteral("project/package.json"));
    write(QStringLiteral("project/shop.ts"));
    write(QStringLiteral("project/packages/own/index.js"));
    write(QStringLiteral("project-2/x.js"));
    const auto link = [this](const char *target, const char *name) {
        return QFile::link(m_root.filePath(QLatin1String(target)), m_root.filePath(QLatin1String(name)));
    };
    if (!link("project-2", "project/out") || !link("project/packages/own", "project/in"))
        QSKIP("No symbolic links here.");
    const auto scope = ImportScope::of(m_root.filePath(QStringLiteral("project/shop.ts")));
    const auto contains = [&](const char *file) {
        return scope.contains(m_root.filePath(QLatin1String(file)));
    };
    QVERIFY(contains("project/shop.ts"));
    QVERIFY(contains("project/in/index.js"));
    QVERIFY(!contains("project/out/x.js"));
    QVERIFY(!contains("project/none.js"));
    QVERIFY(!contains("project-2/x.js"));
    QVERIFY(!contains("project"));
}

QTEST_APPLESS_MAIN(tst_ImportScope)
#include "tst_importscope.moc"
