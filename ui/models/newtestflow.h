// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/project/newproject.h"

#include <QObject>

namespace Molotov {

class Dialogs;
class DocumentFlow;

/// "New Test": writes the files of a test to begin with and opens it, or begins an empty profile.
class NewTestFlow : public QObject
{
    Q_OBJECT

public:
    /// Neither is owned; both live longer.
    NewTestFlow(DocumentFlow *document, Dialogs *dialogs, QObject *parent = nullptr);

    /// Asks a person what to begin with.
    void begin();

    /// What is proposed.
    static NewProject proposal();
    bool isBusy() const { return m_busy; }
    /// Ends with done() or failed().
    void write(const NewProject &project);
    void beginEmpty();

Q_SIGNALS:
    void busyChanged(bool busy);
    /// The new test is being opened.
    void done();
    /// Nothing was written; the text says why.
    void failed(const QString &text);

private:
    void setBusy(bool busy);

    DocumentFlow *m_document;
    Dialogs *m_dialogs;
    bool m_busy = false;
};

} // namespace Molotov
