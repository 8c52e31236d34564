// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/git/repository.h"
#include "core/model/profile.h"

#include <QObject>
#include <QStringList>
#include <QThread>

namespace Molotov {

class Dialogs;
class DocumentFlow;
class RepositoryFetch;

/// A test that a repository has: what would be run, or why it cannot be.
struct OfferedTest
{
    QString name;
    Profile profile;
    QStringList notices; ///< what is not done that the repository asks for; each a sentence
    QString problem; ///< a sentence; empty when it can be opened
};

/// What was fetched.
struct RepositoryOffer
{
    Checkout checkout;
    QList<OfferedTest> tests;
};

/// "Open from Git": fetches a repository into the cache, says what is in it, and opens a test of it. Fetching
/// has a thread of its own, for old folders are removed and locks taken on the way.
class RepositoryFlow : public QObject
{
    Q_OBJECT

public:
    static constexpr int MaxRecent = 10;

    struct Place
    {
        QString git; ///< the program; empty = not found
        QString cache; ///< the folder that repositories are kept in
    };
    struct Request
    {
        QString url;
        QString ref; ///< a branch, a tag or a commit; may be empty
        QString profileFile; ///< in the repository; empty for molotov.json
    };

    /// Neither is owned; both live longer.
    RepositoryFlow(Place place, DocumentFlow *document, Dialogs *dialogs, QObject *parent = nullptr);
    ~RepositoryFlow() override;

    /// URLs without what is secret in them, the newest first.
    const QStringList &recent() const { return m_recent; }
    void setRecent(const QStringList &urls);

    /// Asks a person which repository.
    void begin();

    bool isBusy() const { return m_busy; }
    /// Only when not busy. Ends with offered() or failed(), unless it is cancelled.
    void fetch(const Request &request);
    void cancel();
    void open(const OfferedTest &test);

Q_SIGNALS:
    void busyChanged(bool busy);
    /// How far it is, in git's own words.
    void progressed(const QString &line);
    void offered(const Molotov::RepositoryOffer &offer);
    void failed(const QString &text);

private:
    void start(const Repository &repository, const QString &profileFile);
    void readTests(const Checkout &checkout, const QString &profileFile);
    void fail(const QString &text);
    void setBusy(bool busy);
    template <typename Slot>
    auto current(Slot slot);

    const Place m_place;
    DocumentFlow *m_document;
    Dialogs *m_dialogs;
    QStringList m_recent;
    QThread m_thread;
    Checkout m_checkout; // that was offered last
    RepositoryFetch *m_fetch = nullptr; // lives on m_thread
    quint64 m_ticket = 0; // of what is under way; answers to what was cancelled have another
    bool m_busy = false;
};

} // namespace Molotov
