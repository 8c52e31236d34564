// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/newtestflow.h"

#include "ui/models/dialogs.h"
#include "ui/models/documentflow.h"
#include "ui/models/inbackground.h"

#include <QDir>
#include <QStandardPaths>

namespace Molotov {

namespace {

// Of the tests that are written: neither over in a second nor a load that somebody might notice.
const QLatin1String FirstTest("small");

} // namespace

NewTestFlow::NewTestFlow(DocumentFlow *document, Dialogs *dialogs, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_dialogs(dialogs)
{
}

void NewTestFlow::begin()
{
    m_dialogs->beginTest(this);
}

NewProject NewTestFlow::proposal()
{
    NewProject project;
    const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    project.folder = documents.filePath(tr("loadtest", "name of a folder"));
    return project;
}

void NewTestFlow::write(const NewProject &project)
{
    setBusy(true);
    constexpr std::chrono::seconds Limit{30};
    inBackground(
        this, Limit, [project] { return project.write(); },
        [this](const Result<QStringList> &files) {
            setBusy(false);
            if (!files) {
                Q_EMIT failed(files.error().text);
                return;
            }
            Q_EMIT done();
            m_document->openFile(files->first(), FirstTest);
        },
        [this, project] {
            setBusy(false);
            Q_EMIT failed(tr("The disk of %1 does not answer; is it on a network that is gone?")
                              .arg(QDir::toNativeSeparators(project.folder)));
        });
}

void NewTestFlow::beginEmpty()
{
    Q_EMIT done();
    m_document->newProfile();
}

void NewTestFlow::setBusy(bool busy)
{
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

} // namespace Molotov
