// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

/// Scenario files that import from all of their project, run by the real molotov-cli.
class tst_CliImports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void runsWhatAProjectHolds();
    void placesWhatGoesWrong();
    void refusesWhatIsOutside();
    void runsPackagesOfNpm();

private:
    void write(const QString &name, const QByteArray &text) const;
    void run(CliProcess &cli, const QStringList &arguments) const;

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_root;
};

constexpr int Limit = 60'000;

void tst_CliImports::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_root.setPath(QFileInfo(m_temporary->path()).canonicalFilePath());
    write(QStringLiteral("project/package.json"), R"({"private": true})");
}

void tst_CliImports::write(const QString &name, const QByteArray &text) const
{
    const auto path = m_root.filePath(name);
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly)
        || file.write(text) != text.size())
        qFatal("%s", qPrintable(path));
}

void tst_CliImports::run(CliProcess &cli, const QStringList &arguments) const
{
    cli.start(arguments + QStringList{QStringLiteral("-r"), QStringLiteral("1")});
    QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Limit);
}

void tst_CliImports::runsWhatAProjectHolds()
{
    write(QStringLiteral("project/lib/names.ts"),
          "import users from '../data/users.yaml';\nimport { greet } from '@own/greet';\n"
          "export const names = users.map((user) => greet(user.name, user.since));\n");
    write(QStringLiteral("project/data/users.yaml"),
          "- &anna\n  name: Anna\n  since: 2026-11-26\n- {<<: *anna, name: Ben}\n");
    write(QStringLiteral("project/node_modules/@own/greet/package.json"),
          R"({"exports": {"node": "./node.js", "default": "./greet.js"}})");
    write(QStringLiteral("project/node_modules/@own/greet/greet.js"),
          "exports.greet = (name, since) => `${global.String(name)} since ${since}`;\n");
    write(QStringLiteral("project/node_modules/@own/greet/node.js"), "exports.greet = require('fs');\n");
    write(QStringLiteral("project/tests/load/shop.ts"),
          "import { scenario } from 'molotov';\nimport { names } from '../../lib/names';\n"
          "scenario('s', async (session) => session.print(names.join()));\n");
    CliProcess cli(m_root.filePath(QStringLiteral("project/tests")));
    run(cli, {QStringLiteral("load/shop.ts")});
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.errors()));
    QVERIFY2(cli.output().contains(QStringLiteral("worker 0: Anna since 2026-11-26,Ben since 2026-11-26")),
             qPrintable(cli.output()));
}

void tst_CliImports::placesWhatGoesWrong()
{
    write(QStringLiteral("project/lib/fails.ts"),
          "export function fails(): void {\n\n  throw new Error('no luck');\n}\n");
    write(QStringLiteral("project/load/shop.ts"),
          "import { scenario } from 'molotov';\nimport { fails } from '../lib/fails';\n"
          "scenario('s', async () => fails());\n");
    CliProcess cli(m_root.path());
    run(cli, {QStringLiteral("project/load/shop.ts")});
    QVERIFY2(cli.output().contains(m_root.filePath(QStringLiteral("project/lib/fails.ts:3"))),
             qPrintable(cli.output()));

    write(QStringLiteral("project/lib/fails.ts"), "export const fails = (;\n");
    CliProcess broken(m_root.path());
    run(broken, {QStringLiteral("project/load/shop.ts")});
    QCOMPARE(broken.exitCode(), int(ExitCode::BadScenario));
    QCOMPARE(broken.errors().trimmed(),
             QStringLiteral("molotov-cli: ../lib/fails.ts:1:23: Unexpected \";\"."));
}

void tst_CliImports::refusesWhatIsOutside()
{
    write(QStringLiteral("outside/secret.yaml"), "secret: HIDDEN\n");
    write(QStringLiteral("project/load/shop.ts"), "import { scenario } from 'molotov';\n"
                                                  "import secret from '../../outside/secret.yaml';\n"
                                                  "scenario('s', async () => console.log(secret));\n");
    CliProcess cli(m_root.path());
    run(cli, {QStringLiteral("project/load/shop.ts")});
    QCOMPARE(cli.exitCode(), int(ExitCode::BadScenario));
    QCOMPARE(cli.errors().trimmed().replace(m_root.path(), QStringLiteral("ROOT")),
             QStringLiteral("molotov-cli: shop.ts:2 imports “../../outside/secret.yaml”, that is "
                            "ROOT/outside/secret.yaml, which lies outside of the project's folder "
                            "ROOT/project; move it into that folder."));
    QVERIFY(!cli.output().contains(QStringLiteral("HIDDEN")));
}

void tst_CliImports::runsPackagesOfNpm()
{
    const auto npm = QStandardPaths::findExecutable(QStringLiteral("npm"));
    if (npm.isEmpty())
        QSKIP("npm is not here.");
    QProcess install;
    install.setWorkingDirectory(m_root.filePath(QStringLiteral("project")));
    install.start(npm, QStringLiteral("install --ignore-scripts --no-audit --no-fund --fetch-retries=0 "
                                      "--fetch-timeout=10000 lodash-es@4 uuid@14 dayjs@1 zod@4 nanoid@5")
                           .split(QLatin1Char(' ')));
    if (!install.waitForFinished(Limit) || install.exitCode() != 0)
        QSKIP("npm cannot install packages here.");
    write(QStringLiteral("project/load/shop.ts"), R"(
import { scenario } from "molotov";
import dayjs from "dayjs"; // CommonJS
import { chunk } from "lodash-es"; // ES modules
import { nanoid } from "nanoid"; // another file for browsers
import { v4, validate } from "uuid"; // the same by conditions
import { z } from "zod"; // makes constants with BigInt()
import { object, number } from "zod/mini"; // parts of a package

scenario("s", async (session) => {
  session.print(JSON.stringify([
    dayjs("2026-11-26").add(7, "day").format("YYYY-MM-DD"),
    chunk([1, 2, 3], 2),
    nanoid().length,
    validate(v4()),
    object({ n: number() }).safeParse({ n: "x" }).success,
    z.object({ n: z.number().int() }).safeParse({ n: 5 }).success,
  ]));
});
)");
    CliProcess cli(m_root.path());
    run(cli, {QStringLiteral("project/load/shop.ts")});
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.errors()));
    QVERIFY2(
        cli.output().contains(QStringLiteral("worker 0: [\"2026-12-03\",[[1,2],[3]],21,true,false,true]")),
        qPrintable(cli.output()));
}

QTEST_GUILESS_MAIN(tst_CliImports)
#include "tst_cliimports.moc"
