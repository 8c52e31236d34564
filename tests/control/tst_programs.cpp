// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/programs.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

class TestPrograms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void findsNothingInAnEmptyFolder();
    void looksBesideTheProgramFirst();
    void looksInLibexec();
    void takesOnlyEsbuildFromThePath();
    void variablesWin();
    void anEmptyVariableMeansNotFound();

private:
    // A program of that name in that subfolder of m_folder.
    QString makeProgram(const QString &subfolder, const QString &name);
    Programs found() const { return findPrograms(m_folder->filePath(QStringLiteral("bin")), m_environment); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
};

void TestPrograms::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_environment = QProcessEnvironment();
}

QString TestPrograms::makeProgram(const QString &subfolder, const QString &name)
{
    QDir(m_folder->path()).mkpath(subfolder);
#ifdef Q_OS_WIN
    const auto ending = QStringLiteral(".exe");
#else
    const QString ending;
#endif
    QFile file(QDir(m_folder->path()).filePath(subfolder + QLatin1Char('/') + name + ending));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(file.fileName()));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

void TestPrograms::findsNothingInAnEmptyFolder()
{
    QCOMPARE(found(), Programs());
}

void TestPrograms::looksBesideTheProgramFirst()
{
    const auto helper = makeProgram(QStringLiteral("bin"), QStringLiteral("molotov-helper"));
    makeProgram(QStringLiteral("libexec/molotov"), QStringLiteral("molotov-helper"));
    QCOMPARE(found().helper, helper);
}

void TestPrograms::looksInLibexec()
{
    const auto demo = makeProgram(QStringLiteral("libexec/molotov"), QStringLiteral("molotov-demo"));
    QCOMPARE(found().demo, demo);
}

void TestPrograms::takesOnlyEsbuildFromThePath()
{
    const auto esbuild = makeProgram(QStringLiteral("system"), QStringLiteral("esbuild"));
    makeProgram(QStringLiteral("system"), QStringLiteral("molotov-helper"));
    m_environment.insert(QStringLiteral("PATH"), m_folder->filePath(QStringLiteral("system")));
    QCOMPARE(found(), (Programs{.helper = {}, .demo = {}, .esbuild = esbuild, .git = {}}));
}

void TestPrograms::variablesWin()
{
    makeProgram(QStringLiteral("bin"), QStringLiteral("esbuild"));
    m_environment.insert(QStringLiteral("MOLOTOV_ESBUILD"), m_folder->filePath(QStringLiteral("x/../other")));
    QCOMPARE(found().esbuild, m_folder->filePath(QStringLiteral("other")));
}

void TestPrograms::anEmptyVariableMeansNotFound()
{
    makeProgram(QStringLiteral("bin"), QStringLiteral("molotov-helper"));
    m_environment.insert(QStringLiteral("MOLOTOV_HELPER"), QString());
    QCOMPARE(found().helper, QString());
}

QTEST_GUILESS_MAIN(TestPrograms)
#include "tst_programs.moc"
