// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/shellcompletion.h"

#include "app/cli/commandlist.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov::Cli;

class TestShellCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyShellKnowsEveryOption()
    {
        for (const auto &option : OptionList::options()) {
            const auto name = option.nameList().last();
            QVERIFY2(ShellCompletion::bash().contains(QLatin1String("--") + name), option.names);
            QVERIFY2(ShellCompletion::zsh().contains(QStringLiteral("'*--%1[").arg(name)), option.names);
            QVERIFY2(ShellCompletion::fish().contains(QStringLiteral(" -l %1 ").arg(name)), option.names);
        }
    }

    /// Texts have characters that mean something to a shell.
    void everyShellReadsIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("bash") << ShellCompletion::bash();
        QTest::newRow("zsh") << ShellCompletion::zsh();
        QTest::newRow("fish") << ShellCompletion::fish();
    }

    void everyShellReadsIt()
    {
        QFETCH(QString, text);
        const auto shell = QString::fromLatin1(QTest::currentDataTag());
        if (QStandardPaths::findExecutable(shell).isEmpty())
            QSKIP("This shell is not installed.");
        const auto file = write(text);
        QCOMPARE(output(shell, {QStringLiteral("-n"), file}), QString());
    }

    void bashCompletes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("words");
        QTest::newRow("an option") << "--base"
                                   << "--base-url";
        QTest::newRow("an option of a command") << "compare --to"
                                                << "--tolerance";
        QTest::newRow("no option of another command") << "new --to"
                                                      << "";
        QTest::newRow("a command") << "comp"
                                   << "compare";
        QTest::newRow("a value") << "--shape s"
                                 << "smoke stress spike soak";
        QTest::newRow("a file that readline knows") << "--config mo"
                                                    << "";
        QTest::newRow("a scenario") << "check"
                                    << "checkout test.js";
    }

    void bashCompletes()
    {
        QFETCH(QString, line);
        QFETCH(QString, words);
        if (QStandardPaths::findExecutable(QStringLiteral("bash")).isEmpty())
            QSKIP("bash is not installed.");
        const auto script = QStringLiteral("compopt() { :; }; . %1; cd %2; COMP_WORDS=(molotov-cli %3); "
                                           "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
                                           "_molotov_cli molotov-cli ${COMP_WORDS[-1]} ${COMP_WORDS[-2]}; "
                                           "echo -n \"${COMPREPLY[*]}\"");
        const auto file = write(ShellCompletion::bash());
        write({}, QStringLiteral("checkout test.js"));
        QCOMPARE(
            output(QStringLiteral("bash"), {QStringLiteral("-c"), script.arg(file, m_folder.path(), line)}),
            words);
    }

private:
    QString write(const QString &text, const QString &name = QStringLiteral("script")) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        file.write(text.toUtf8());
        return file.fileName();
    }

    // What it prints, also what it complains of.
    static QString output(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        process.waitForFinished();
        return QString::fromUtf8(process.readAll());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestShellCompletion)
#include "tst_shellcompletion.moc"
