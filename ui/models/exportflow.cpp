// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/exportflow.h"

#include "core/control/report/reportformat.h"
#include "core/control/results/trustedseconds.h"
#include "core/model/files.h"
#include "ui/models/dialogs.h"
#include "ui/models/inbackground.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <atomic>

namespace Molotov {

/// What both threads know of an export.
struct ExportFlow::Job
{
    std::atomic_bool isCancelled = false;
    std::atomic_int percent = 0;

    /// False when nobody wants the rest.
    bool goOn(int newPercent)
    {
        percent = newPercent;
        return !isCancelled;
    }
};

namespace {

using namespace std::chrono_literals;

constexpr auto WatchInterval = 100ms;
// Reading a result, making a report and writing it take about so much of the time.
constexpr int ReadPercent = 20;
constexpr int MadePercent = 90;

QString suffixOf(const QString &path)
{
    return QFileInfo(path).suffix().toLower();
}

bool isPdf(const QString &path)
{
    return suffixOf(path) == QLatin1String("pdf");
}

QStringList filesOf(const QString &path)
{
    return isPdf(path) ? QStringList{path} : reportFiles(*reportFormatOf(path), path);
}

// An error without text: it was cancelled.
Result<QList<QByteArray>> contentsOf(const QString &path, const RunRecord &record,
                                     const ExportFlow::PdfMaker &pdf, const std::function<bool(int)> &goOn)
{
    if (!isPdf(path))
        return reportContents(*reportFormatOf(path), record);
    const auto made = pdf(reportContents(ReportFormat::Html, record).first(), [&goOn](int percent) {
        return goOn(ReadPercent + percent * (MadePercent - ReadPercent) / 100);
    });
    return made ? Result(QList{*made}) : Result<QList<QByteArray>>(Error{});
}

// All of them or none, as far as can be known before.
Status replaceAll(const QStringList &files, const QList<QByteArray> &contents)
{
    for (const auto &file : files) {
        if (const auto status = Files::canReplace(file); !status)
            return status;
    }
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (const auto status = Files::replace(files.at(i), contents.at(i)); !status)
            return status;
    }
    return {};
}

Result<QStringList> exported(const Result<RunRecord> &record, const QString &path,
                             const ExportFlow::PdfMaker &pdf, const std::function<bool(int)> &goOn)
{
    if (!record)
        return record.error();
    if (!goOn(ReadPercent))
        return Error{};
    const auto contents = contentsOf(path, *record, pdf, goOn);
    if (!contents)
        return contents.error();
    if (!goOn(MadePercent))
        return Error{};
    const auto files = filesOf(path);
    if (const auto status = replaceAll(files, *contents); !status)
        return status.error();
    return files;
}

} // namespace

ExportFlow::ExportFlow(PdfMaker pdf, Dialogs *dialogs, QObject *parent)
    : QObject(parent)
    , m_pdf(std::move(pdf))
    , m_dialogs(dialogs)
{
    m_watch.setInterval(WatchInterval);
    connect(&m_watch, &QTimer::timeout, this, [this] { Q_EMIT progressed(m_job->percent); });
}

ExportFlow::~ExportFlow()
{
    if (m_job)
        m_job->isCancelled = true;
}

void ExportFlow::exportResult(const QString &result, bool isWithoutDoubtful)
{
    if (isBusy())
        return;
    const auto folder = m_habit.folder.isEmpty()
                            ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                            : m_habit.folder;
    const auto name = QFileInfo(result).completeBaseName() + QLatin1Char('.') + m_habit.suffix;
    m_dialogs->choosePlaceForReport(
        QDir(folder).filePath(name),
        [this, result, isWithoutDoubtful](const QString &path) { begin(result, isWithoutDoubtful, path); });
}

void ExportFlow::cancel()
{
    if (!isBusy())
        return;
    m_job->isCancelled = true;
    m_job.reset();
    m_watch.stop();
    Q_EMIT cancelled();
}

void ExportFlow::begin(const QString &result, bool isWithoutDoubtful, const QString &path)
{
    if (isBusy())
        return;
    if (!isPdf(path) && !reportFormatOf(path)) {
        m_dialogs->showError(tr("The run was not exported"),
                             tr("The name of a report says its format: it ends with .html, .pdf, .csv, .json "
                                "or .xml, and “%1” does not.")
                                 .arg(QFileInfo(path).fileName()));
        return;
    }
    m_habit = {QFileInfo(path).absolutePath(), suffixOf(path)};
    m_target = path;
    m_job = std::make_shared<Job>();
    m_watch.start();
    m_dialogs->followExport(this);
    inBackground(
        this,
        [result, isWithoutDoubtful, path, pdf = m_pdf, job = m_job] {
            return exported(readRecord(result, isWithoutDoubtful), path, pdf,
                            [job](int percent) { return job->goOn(percent); });
        },
        [this, job = m_job](const Result<QStringList> &files) {
            if (job == m_job) // else it was cancelled
                finish(files);
        });
}

void ExportFlow::finish(const Result<QStringList> &files)
{
    m_job.reset();
    m_watch.stop();
    if (files)
        Q_EMIT written(*files);
    else
        Q_EMIT failed(files.error().text);
}

} // namespace Molotov
