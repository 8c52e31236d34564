// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/demoflow.h"

#include "ui/models/documentflow.h"
#include "ui/models/inbackground.h"

namespace Molotov {

DemoFlow::DemoFlow(Files files, DocumentFlow *document, Dialogs *dialogs, QObject *parent)
    : QObject(parent)
    , m_files(std::move(files))
    , m_document(document)
    , m_dialogs(dialogs)
    , m_process(m_files.program)
{
    connect(&m_process, &DemoProcess::started, this, &DemoFlow::open);
    connect(&m_process, &DemoProcess::failed, this, [this](const Error &error) {
        m_url.clear();
        m_dialogs->showError(tr("The demo service does not run"), error.text);
    });
}

void DemoFlow::tryDemo(const std::function<void()> &opened)
{
    m_opened = opened;
    if (m_url.isEmpty())
        m_process.start();
    else
        openProfile();
}

void DemoFlow::open(const QUrl &url)
{
    m_url = url;
    openProfile();
}

void DemoFlow::openProfile()
{
    inBackground(
        this, [path = m_files.profile] { return ProfileFile::load(path); },
        [this, opened = m_opened](const Result<ProfileFile> &file) {
            if (!file) {
                m_dialogs->showError(tr("The demo was not opened"), file.error().text);
                return;
            }
            auto profile = file->profile(file->names().constFirst());
            profile.baseUrl = m_url.toString(QUrl::StripTrailingSlash);
            m_document->openBorrowed(tr("Demo"), profile, opened);
        });
}

} // namespace Molotov
