// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/demo/demofiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

class TestDemoFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksWhereItIsInstalled()
    {
        const auto folder = makeDemo(QStringLiteral("share/molotov/scenarios/demo"));
        QCOMPARE(found(), folder + QLatin1String("/molotov.json"));
    }

    void saysWhereItShouldBe()
    {
        QCOMPARE(found(), path(QStringLiteral("share/molotov/scenarios/demo/molotov.json")));
    }

    void theVariableWins()
    {
        makeDemo(QStringLiteral("share/molotov/scenarios/demo"));
        m_environment.insert(QStringLiteral("MOLOTOV_SCENARIOS"), path(QStringLiteral("mine")));
        QCOMPARE(found(), path(QStringLiteral("mine/demo/molotov.json")));
    }

#ifdef Q_OS_UNIX
    /// As where it was built.
    void followsALinkToTheSources()
    {
        const auto folder = makeDemo(QStringLiteral("sources/demo"));
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("share/molotov")));
        QVERIFY(
            QFile::link(path(QStringLiteral("sources")), path(QStringLiteral("share/molotov/scenarios"))));
        QCOMPARE(found(), folder + QLatin1String("/molotov.json"));
    }
#endif

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_environment = QProcessEnvironment();
    }

private:
    QString path(const QString &name) const
    {
        return m_folder->filePath(name);
    }
    QString found() const
    {
        return findDemoProfile(path(QStringLiteral("bin")), m_environment);
    }

    // Its folder, as the system calls it.
    QString makeDemo(const QString &name) const
    {
        QDir(m_folder->path()).mkpath(QStringLiteral("bin"));
        QDir(m_folder->path()).mkpath(name);
        QFile file(path(name) + QLatin1String("/molotov.json"));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return QDir(path(name)).canonicalPath();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
};

QTEST_GUILESS_MAIN(TestDemoFiles)
#include "tst_demofiles.moc"
