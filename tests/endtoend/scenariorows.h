// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/endtoend/cliprocess.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

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
    CliProcess cli(folder.path());
    cli.start({QStringLiteral("rows.js"), QStringLiteral("-r1")});
    if (!QTest::qWaitFor([&] { return !cli.isRunning(); }, 100'000))
        qWarning("molotov-cli does not end");
    QHash<QString, QJsonArray> seen;
    const auto lines = cli.output().split(QLatin1Char('\n'));
    for (const auto &line : lines) {
        const auto row = QJsonDocument::fromJson(line.mid(line.indexOf(QLatin1Char('{'))).toUtf8()).object();
        if (!row.isEmpty())
            seen.insert(row[QStringLiteral("name")].toString(), row[QStringLiteral("seen")].toArray());
    }
    if (seen.size() < rows.size())
        qWarning("%s%s", qPrintable(cli.output()), qPrintable(cli.errors()));
    return seen;
}

} // namespace Molotov::Test
