// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/reportformat.h"
#include "core/control/results/resultreader.h"
#include "core/model/files.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/keptruns.h"
#include "ui/models/exportflow.h"
#include "ui/models/inbackground.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

namespace {

constexpr int Patience = 20'000; // ms; a machine may be busy

} // namespace

class TestExportFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_result = KeptRuns(m_folder->path()).add({});
        m_dialogs = std::make_unique<FakeDialogs>();
        makeFlow([](const QByteArray &html, const auto &goOn) -> std::optional<QByteArray> {
            return goOn(50) ? std::optional("PDF of " + html.left(15)) : std::nullopt;
        });
    }

    void cleanup()
    {
        m_flow.reset();
        QVERIFY(filePool()->waitForDone(Patience));
    }

    void writesWhatTheConsoleWrites_data()
    {
        QTest::addColumn<QString>("suffix");
        for (const char *suffix : {"html", "json", "xml", "csv"})
            QTest::newRow(suffix) << QString::fromUtf8(suffix);
    }

    void writesWhatTheConsoleWrites()
    {
        QFETCH(QString, suffix);
        const auto file = path(QStringLiteral("report.") + suffix);
        QCOMPARE(exportTo(file), QString());
        const auto format = *reportFormatOf(file);
        const auto expected = reportContents(format, *ResultReader::open(m_result)->record());
        QCOMPARE(m_written, reportFiles(format, file));
        QCOMPARE(m_written.size(), suffix == QLatin1String("csv") ? 3 : 1);
        for (qsizetype i = 0; i < m_written.size(); ++i)
            QCOMPARE(*Files::read(m_written.at(i)), expected.at(i));
        QVERIFY(m_dialogs->asked.contains(QStringLiteral("follow the export")));
        QVERIFY(!m_flow->isBusy());
    }

    void aPdfIsMadeOfTheWebPage()
    {
        QCOMPARE(exportTo(path(QStringLiteral("report.PDF"))), QString());
        QCOMPARE(*Files::read(m_written.first()), QByteArray("PDF of <!DOCTYPE html>"));
    }

    void remembersWhereAndInWhichFormat()
    {
        m_flow->exportResult(m_result); // and the person cancels
        QVERIFY(m_dialogs->asked.last().endsWith(QStringLiteral(".html")));
        QVERIFY(!m_flow->isBusy());
        QCOMPARE(exportTo(path(QStringLiteral("report.csv"))), QString());
        QCOMPARE(m_flow->habit(), (ExportFlow::Habit{m_folder->path(), QStringLiteral("csv")}));
        m_dialogs->path.reset();
        m_flow->exportResult(m_result);
        const auto name = QFileInfo(m_result).completeBaseName();
        QCOMPARE(m_dialogs->asked.last(),
                 QStringLiteral("place of a report, maybe ") + path(name + QStringLiteral(".csv")));
    }

    void aNameWithoutAFormatIsRefused()
    {
        m_dialogs->path = path(QStringLiteral("report.docx"));
        m_flow->exportResult(m_result);
        QCOMPARE(m_dialogs->errors.size(), 1);
        QVERIFY(m_dialogs->errors.first().contains(QStringLiteral("“report.docx” does not")));
        QVERIFY(!m_flow->isBusy());
        QCOMPARE(m_flow->habit(), ExportFlow::Habit());
    }

    void whatGoesWrongIsSaid()
    {
        const auto why = exportTo(path(QStringLiteral("gone/report.html")));
        QVERIFY2(why.contains(QStringLiteral("There is no folder")), qPrintable(why));
        m_result = path(QStringLiteral("gone.molotov-result"));
        QVERIFY(
            exportTo(path(QStringLiteral("report.html"))).startsWith(QStringLiteral("There is no result")));
    }

    void theOldFileStaysWhenNotAllCanBeWritten()
    {
        QVERIFY(Files::create(path(QStringLiteral("report.csv")), "old").isOk());
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("report-errors.csv")));
        QVERIFY(!exportTo(path(QStringLiteral("report.csv"))).isEmpty());
        QCOMPARE(*Files::read(path(QStringLiteral("report.csv"))), QByteArray("old"));
        QVERIFY(!QFile::exists(path(QStringLiteral("report-endpoints.csv"))));
    }

    void cancelsWhileAReportIsMade()
    {
        QSemaphore isMaking;
        QSemaphore mayGoOn;
        makeFlow([&](const QByteArray &, const auto &goOn) -> std::optional<QByteArray> {
            isMaking.release();
            mayGoOn.acquire();
            return goOn(60) ? std::optional<QByteArray>("PDF") : std::nullopt;
        });
        const auto file = path(QStringLiteral("report.pdf"));
        QVERIFY(Files::create(file, "old").isOk());
        QSignalSpy cancelled(m_flow.get(), &ExportFlow::cancelled);
        QSignalSpy written(m_flow.get(), &ExportFlow::written);
        QSignalSpy progressed(m_flow.get(), &ExportFlow::progressed);
        m_dialogs->path = file;
        m_flow->exportResult(m_result);
        QVERIFY(isMaking.tryAcquire(1, Patience));
        QTRY_VERIFY_WITH_TIMEOUT(!progressed.isEmpty() && progressed.last().first().toInt() == 20, Patience);
        m_flow->exportResult(m_result); // one at a time
        QCOMPARE(m_dialogs->asked.size(), 2);
        m_flow->cancel();
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(!m_flow->isBusy());
        mayGoOn.release();
        QVERIFY(filePool()->waitForDone(Patience));
        QCoreApplication::processEvents();
        QCOMPARE(written.size(), 0);
        QCOMPARE(*Files::read(file), QByteArray("old"));
    }

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }

    void makeFlow(const ExportFlow::PdfMaker &pdf)
    {
        m_flow = std::make_unique<ExportFlow>(pdf, m_dialogs.get());
        m_flow->setHabit({});
    }

    /// Why not; empty for success.
    QString exportTo(const QString &file)
    {
        std::optional<QString> outcome;
        const QObject context;
        connect(m_flow.get(), &ExportFlow::written, &context, [&](const QStringList &files) {
            m_written = files;
            outcome = QString();
        });
        connect(m_flow.get(), &ExportFlow::failed, &context, [&](const QString &why) { outcome = why; });
        m_dialogs->path = file;
        m_flow->exportResult(m_result);
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, Patience))
            return QStringLiteral("it took too long");
        return *outcome;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_result;
    std::unique_ptr<FakeDialogs> m_dialogs;
    std::unique_ptr<ExportFlow> m_flow;
    QStringList m_written;
};

QTEST_GUILESS_MAIN(TestExportFlow)
#include "tst_exportflow.moc"
