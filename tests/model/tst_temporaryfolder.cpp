// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/temporaryfolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>
#include <QTest>

#include <optional>

using namespace Molotov;

class TestTemporaryFolder : public QObject
{
    Q_OBJECT

    QTemporaryDir m_temporary;

    QString leave(const QString &name, const QByteArray &owner) const
    {
        const auto folder = m_temporary.filePath(name);
        QDir().mkpath(folder + QStringLiteral("/inside"));
        QFile file(folder + QStringLiteral("/owner.lock"));
        if (!file.open(QIODevice::WriteOnly) || file.write(owner) != owner.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return folder;
    }

private Q_SLOTS:
    void initTestCase() { qputenv("TMPDIR", m_temporary.path().toLocal8Bit()); }

    void goesWithItsOwner()
    {
        std::optional<TemporaryFolder> folder(std::in_place);
        QVERIFY(folder->isValid());
        const auto path = folder->path();
        QVERIFY(path.startsWith(m_temporary.path()));
        TemporaryFolder::removeAbandoned();
        QVERIFY(QFileInfo::exists(path));
        folder.reset();
        QVERIFY(!QFileInfo::exists(path));
    }

    void isRemovedWhenItsOwnerHasDied()
    {
        const auto host = QSysInfo::machineHostName().toUtf8();
        const auto dead =
            leave(QStringLiteral("molotov-files-dead"), "4194303\nmolotov-helper\n" + host + '\n');
        const auto foreign = leave(QStringLiteral("other-files-dead"), "4194303\nother\n" + host + '\n');
        QVERIFY(QDir().mkpath(m_temporary.filePath(QStringLiteral("molotov-files-new"))));
        TemporaryFolder::removeAbandoned();
        QVERIFY(!QFileInfo::exists(dead));
        QVERIFY(QFileInfo::exists(foreign));
        QVERIFY(QFileInfo::exists(m_temporary.filePath(QStringLiteral("molotov-files-new"))));
    }
};

QTEST_GUILESS_MAIN(TestTemporaryFolder)
#include "tst_temporaryfolder.moc"
