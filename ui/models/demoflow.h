// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/demo/demoprocess.h"

#include <QObject>
#include <QUrl>

#include <functional>

namespace Molotov {

class Dialogs;
class DocumentFlow;

/// "Try the demo": starts the demo service and opens a demo profile that is aimed at it.
class DemoFlow : public QObject
{
    Q_OBJECT

public:
    struct Files
    {
        QString program; ///< molotov-demo; empty = not found
        QString profile; ///< of a profile file; its first test is opened
    };

    /// Neither is owned; both live longer.
    DemoFlow(Files files, DocumentFlow *document, Dialogs *dialogs, QObject *parent = nullptr);

    /// `opened` is called once the demo's profile is open: not if that fails or is cancelled.
    void tryDemo(const std::function<void()> &opened = [] {});

private:
    void open(const QUrl &url);
    void openProfile();

    Files m_files;
    DocumentFlow *m_document;
    Dialogs *m_dialogs;
    DemoProcess m_process;
    std::function<void()> m_opened; // of the last tryDemo()
    QUrl m_url; // of the service while it runs
};

} // namespace Molotov
