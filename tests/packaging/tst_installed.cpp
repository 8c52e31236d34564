// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultreader.h"
#include "core/model/exitcodes.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Molotov;

namespace {

constexpr int Patience = 60'000; // ms; a machine may be busy

const auto Libexec = QStringLiteral(MOLOTOV_INSTALL_LIBEXEC "/");
const auto Data = QStringLiteral(MOLOTOV_INSTALL_DATA "/");

} // namespace

/// The programs as they are installed, in a folder that is not the one that they were built for.
class TestInstalled : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void hasWhatSystemsLookFor();
    void runsFromTheCommandLine();
#ifdef MOLOTOV_WITH_WINDOW
    void runsTheDemoInTheWindow();
#endif

private:
    QString path(const QString &name) const
    {
        return m_folder.filePath(QStringLiteral("moved/") + name);
    }
    QDir results() const
    {
        return QDir(m_folder.filePath(QStringLiteral("home/molotov/results")));
    }
    QFileInfoList kept() const
    {
        return results().entryInfoList({QStringLiteral("*.") + ResultReader::suffix()}, QDir::Files);
    }
    // Whether a second of a run was measured.
    bool hasMeasured() const
    {
        const auto files = kept();
        const auto run = files.isEmpty() ? Result<KeptRun>(Error{QString()})
                                         : ResultReader::readRun(files.first().filePath());
        return run && !run->seconds.isEmpty();
    }
    // Starts an installed program as a new user would, with nothing that leads to the sources.
    void start(QProcess &process, const QString &program, const QStringList &arguments) const;

    QTemporaryDir m_folder;
    QProcess m_process;
    QProcess m_demo;
};

void TestInstalled::initTestCase()
{
    QProcess install;
    install.setProcessChannelMode(QProcess::MergedChannels);
    install.start(QStringLiteral(MOLOTOV_CMAKE),
                  {QStringLiteral("--install"), QStringLiteral(MOLOTOV_BUILD_DIR), QStringLiteral("--prefix"),
                   m_folder.filePath(QStringLiteral("first"))});
    QVERIFY(install.waitForFinished(Patience));
    QVERIFY2(install.exitCode() == 0, install.readAll().constData());
    QVERIFY(QDir(m_folder.path()).rename(QStringLiteral("first"), QStringLiteral("moved")));
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("home")));
}

void TestInstalled::cleanup()
{
    for (auto *process : {&m_process, &m_demo}) {
        process->kill();
        process->waitForFinished();
    }
}

void TestInstalled::start(QProcess &process, const QString &program, const QStringList &arguments) const
{
    const auto home = m_folder.filePath(QStringLiteral("home"));
    QProcessEnvironment environment;
    for (const auto *name : {"PATH", "LANG", "LD_LIBRARY_PATH", "QT_QPA_PLATFORM"})
        environment.insert(QLatin1String(name), qEnvironmentVariable(name));
    for (const auto *name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QLatin1String(name), home);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(home);
    process.start(path(program), arguments);
}

void TestInstalled::hasWhatSystemsLookFor()
{
    QStringList names{QStringLiteral("molotov/resources/molotov.d.ts"),
                      QStringLiteral("molotov/scenarios/README.md"),
                      QStringLiteral("molotov/scenarios/tsconfig.json"),
                      QStringLiteral("doc/molotov/scenarios/README.md"),
                      QStringLiteral("man/man1/molotov-cli.1.gz"),
                      QStringLiteral("bash-completion/completions/molotov-cli"),
                      QStringLiteral("zsh/vendor-completions/_molotov-cli"),
                      QStringLiteral("fish/vendor_completions.d/molotov-cli.fish")};
#ifdef MOLOTOV_WITH_WINDOW
    names += {QStringLiteral("applications/molotov.desktop"),
              QStringLiteral("metainfo/molotov.metainfo.xml"),
              QStringLiteral("mime/packages/molotov.xml"),
              QStringLiteral("man/man1/molotov.1.gz"),
              QStringLiteral("icons/hicolor/64x64/apps/molotov.png"),
              QStringLiteral("icons/hicolor/scalable/apps/molotov.svg")};
#endif
    for (const auto &name : std::as_const(names))
        QVERIFY2(QFileInfo(path(Data + name)).size() > 0, qPrintable(name));
}

void TestInstalled::runsFromTheCommandLine()
{
    start(m_demo, Libexec + QStringLiteral("molotov-demo"),
          {QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--until-stdin-closes")});
    QTRY_VERIFY_WITH_TIMEOUT(m_demo.canReadLine(), Patience);
    const auto url = QString::fromUtf8(m_demo.readLine()).trimmed();
    start(m_process, QStringLiteral("bin/molotov-cli"),
          {QStringLiteral("--config"), path(Data + QStringLiteral("molotov/scenarios/demo/molotov.json")),
           QStringLiteral("Shop"), QStringLiteral("--base-url"), url, QStringLiteral("--processes"),
           QStringLiteral("1"), QStringLiteral("--workers"), QStringLiteral("1"),
           QStringLiteral("--max-runs"), QStringLiteral("1"), QStringLiteral("--summary"),
           QStringLiteral("-")});
    QTRY_COMPARE_WITH_TIMEOUT(m_process.state(), QProcess::NotRunning, Patience);
    QVERIFY2(m_process.exitCode() == 0, m_process.readAllStandardError().constData());
    const auto summary = QJsonDocument::fromJson(m_process.readAllStandardOutput()).object();
    QVERIFY(summary[QStringLiteral("requests")][QStringLiteral("count")].toInt() > 0);
}

#ifdef MOLOTOV_WITH_WINDOW
void TestInstalled::runsTheDemoInTheWindow()
{
    start(m_process, QStringLiteral("bin/molotov"), {QStringLiteral("--demo"), QStringLiteral("--start")});
    QTRY_VERIFY2_WITH_TIMEOUT(hasMeasured(), m_process.readAllStandardError().constData(), Patience);
    ::kill(pid_t(m_process.processId()), SIGTERM); // to a good end
    QTRY_COMPARE_WITH_TIMEOUT(m_process.state(), QProcess::NotRunning, Patience);
    QCOMPARE(m_process.exitCode(), int(ExitCode::Interrupted));

    QCOMPARE(kept().size(), 1);
    const auto run = ResultReader::readRun(kept().first().filePath());
    QVERIFY2(run, qPrintable(run ? QString() : run.error().text));
    QVERIFY(run->record.entry.requests > 0);
    QCOMPARE(run->record.entry.requestsFailed, 0);
    QCOMPARE(run->record.entry.scenarioFile,
             QFileInfo(path(Data + QStringLiteral("molotov/scenarios/demo/shop.ts"))).canonicalFilePath());
}
#endif

QTEST_GUILESS_MAIN(TestInstalled)
#include "tst_installed.moc"
