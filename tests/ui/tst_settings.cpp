// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include "tests/support/smallfiles.h"
#endif

using namespace Molotov;

class TestSettings : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("sub/molotov.ini"));

private Q_SLOTS:
    void aMissingFileGivesTheDefaults() { QCOMPARE(SettingsFile(m_path).read(), Settings()); }

    void whatWasWrittenIsRead()
    {
        const Settings settings{
            .geometry = "geo\0metry",
            .splitter = "split",
            .profileVisible = false,
            .recent = {{QStringLiteral("/a b/ü.json"), QStringLiteral("big")},
                       {QStringLiteral("/c.json"), QStringLiteral("small, or so")}},
            .repositories = {QStringLiteral("https://host/a,b.git"), QStringLiteral("git@host:c.git")},
            .exports = {QStringLiteral("/reports of ü"), QStringLiteral("pdf")}};
        SettingsFile(m_path).write(settings);
        QCOMPARE(SettingsFile(m_path).read(), settings);

        SettingsFile(m_path).write({}); // a shorter list leaves nothing of the longer one
        QCOMPARE(SettingsFile(m_path).read(), Settings());
    }

#ifdef Q_OS_UNIX
    void aFullDiskLeavesTheOldFile()
    {
        const Settings settings{.repositories = {QStringLiteral("https://host/a.git")}};
        SettingsFile(m_path).write(settings);
        {
            const SmallFiles full(0);
            QTest::ignoreMessage(QtWarningMsg,
                                 QRegularExpression(QStringLiteral("The settings were not saved")));
            SettingsFile(m_path).write({});
        }
        QCOMPARE(SettingsFile(m_path).read(), settings);
    }
#endif

    void aBrokenFileGivesTheDefaults()
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        constexpr char Text[] = "\x00\xff[[[\nrecent\\size=x\nrecent\\1\\path=\n";
        file.write(Text, sizeof Text - 1);
        file.close();
        QCOMPARE(SettingsFile(m_path).read(), Settings());
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
