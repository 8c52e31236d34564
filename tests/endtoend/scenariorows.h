// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QEventLoop>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <chrono>

namespace Molotov::Test {

/// Lets the real molotov-cli send all requests of a table in one run: `rows` are {name, requests}, as
/// tests/data/realservers/rows.js takes them, `session` is what setup() returns. Name of each row → what came
/// of its requests; a row that is missing did not come to its end.
inline QHash<QString, QJsonArray> playRows(const QJsonArray &rows, const QJsonObject &session)
{
    const QTemporaryDir folder;
    const auto write = [&](const char *name, const QByteArray &text) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    if (!write("rows.json", QJsonDocument(rows).toJson())
        || !write("session.json", QJsonDocument(session).toJson())
        || !QFile::copy(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/realservers/rows.js"),
                        folder.filePath(QStringLiteral("rows.js"))))
        return {};
    QProcess cli;
    cli.setWorkingDirectory(folder.path());
    cli.setProcessChannelMode(QProcess::MergedChannels);
    QEventLoop loop; // for servers of ours, which QTest::qWaitFor() would make wait between any two events
    QObject::connect(&cli, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&cli, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(std::chrono::seconds(100), &loop, &QEventLoop::quit);
    cli.start(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-cli"),
              {QStringLiteral("rows.js"), QStringLiteral("-r1")});
    loop.exec();
    if (cli.state() != QProcess::NotRunning) {
        qWarning("molotov-cli does not end");
        cli.terminate(); // so that it ends its helpers
        cli.waitForFinished();
    }
    const auto output = cli.readAll();
    QHash<QString, QJsonArray> seen;
    const auto lines = output.split('\n');
    for (const auto &line : lines) {
        const auto row = QJsonDocument::fromJson(line.mid(line.indexOf('{'))).object();
        if (!row.isEmpty())
            seen.insert(row[QStringLiteral("name")].toString(), row[QStringLiteral("seen")].toArray());
    }
    if (seen.size() < rows.size())
        qWarning("Rows are missing: %s", output.right(2000).constData());
    return seen;
}

} // namespace Molotov::Test
