// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/checks.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Molotov::Fuzz;

namespace {

void addInputs(const QString &folder)
{
    QTest::addColumn<QString>("path");
    const QDir corpus(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/fuzz/corpus/") + folder);
    const auto names = corpus.entryList(QDir::Files, QDir::Name);
    QVERIFY(!names.isEmpty());
    for (const auto &name : names)
        QTest::newRow(qPrintable(name)) << corpus.filePath(name);
}

// What a check has against the input of this row.
QByteArray problem(QByteArray (*check)(const QByteArray &))
{
    QFETCH(QString, path);
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? check(file.readAll()) : file.errorString().toUtf8();
}

} // namespace

/// The inputs that libFuzzer begins with, and those that it has found something with; see tests/fuzz.
class TestFuzzCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codec_data() { addInputs(QStringLiteral("codec")); }
    void codec() { QCOMPARE(problem(checkCodec), QByteArray()); }

    void frames_data() { addInputs(QStringLiteral("frames")); }
    void frames() { QCOMPARE(problem(checkFrames), QByteArray()); }

    void goals_data() { addInputs(QStringLiteral("goals")); }
    void goals() { QCOMPARE(problem(checkGoals), QByteArray()); }

    void profileFile_data() { addInputs(QStringLiteral("profilefile")); }
    void profileFile() { QCOMPARE(problem(checkProfileFile), QByteArray()); }

    void responseParser_data() { addInputs(QStringLiteral("responseparser")); }
    void responseParser() { QCOMPARE(problem(checkResponseParser), QByteArray()); }

    void loadReply_data() { addInputs(QStringLiteral("loadreply")); }
    void loadReply() { QCOMPARE(problem(checkLoadReply), QByteArray()); }

    void contentCoding_data() { addInputs(QStringLiteral("contentcoding")); }
    void contentCoding() { QCOMPARE(problem(checkContentCoding), QByteArray()); }

    void cookies_data() { addInputs(QStringLiteral("cookies")); }
    void cookies() { QCOMPARE(problem(checkCookies), QByteArray()); }

    void urls_data() { addInputs(QStringLiteral("urls")); }
    void urls() { QCOMPARE(problem(checkUrls), QByteArray()); }

    void yaml_data() { addInputs(QStringLiteral("yaml")); }
    void yaml() { QCOMPARE(problem(checkYaml), QByteArray()); }
};

QTEST_GUILESS_MAIN(TestFuzzCorpus)
#include "tst_fuzzcorpus.moc"
