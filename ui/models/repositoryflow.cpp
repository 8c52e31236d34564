// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/repositoryflow.h"

#include "core/control/git/repositoryfetch.h"
#include "core/control/git/repositorytests.h"
#include "ui/models/dialogs.h"
#include "ui/models/documentflow.h"
#include "ui/models/inbackground.h"

namespace Molotov {

namespace {

Result<RepositoryOffer> read(const Checkout &checkout, const QString &profileFile)
{
    const auto tests = RepositoryTests::read(checkout, profileFile);
    if (!tests)
        return tests.error();
    RepositoryOffer offer{.checkout = checkout, .tests = {}};
    const auto names = tests->names();
    for (const auto &name : names) {
        const auto test = tests->test(name);
        if (test)
            offer.tests.append({name, test->profile, test->notices, {}});
        else
            offer.tests.append({name, {}, {}, test.error().text});
    }
    return offer;
}

} // namespace

RepositoryFlow::RepositoryFlow(Place place, DocumentFlow *document, Dialogs *dialogs, QObject *parent)
    : QObject(parent)
    , m_place(std::move(place))
    , m_document(document)
    , m_dialogs(dialogs)
{
    m_thread.setObjectName(QStringLiteral("git"));
}

RepositoryFlow::~RepositoryFlow()
{
    cancel();
    m_thread.quit();
    m_thread.wait(); // for no longer than it takes to end git
}

void RepositoryFlow::setRecent(const QStringList &urls)
{
    m_recent = urls.first(qMin(urls.size(), qsizetype(MaxRecent)));
}

void RepositoryFlow::begin()
{
    m_dialogs->openRepository(this);
}

// Calls `slot` unless what is under way now is cancelled by then.
template <typename Slot>
auto RepositoryFlow::current(Slot slot)
{
    return [this, slot, ticket = m_ticket](const auto &value) {
        if (ticket == m_ticket)
            slot(value);
    };
}

void RepositoryFlow::fetch(const Request &request)
{
    ++m_ticket;
    setBusy(true);
    inBackground(
        this, [request] { return Repository::make(request.url, request.ref); }, // looks for folders
        current([this, request](const Result<Repository> &repository) {
            if (repository)
                start(*repository, request.profileFile);
            else
                fail(repository.error().text);
        }));
}

void RepositoryFlow::start(const Repository &repository, const QString &profileFile)
{
    if (!m_thread.isRunning())
        m_thread.start();
    m_fetch = new RepositoryFetch(m_place.git, m_place.cache);
    m_fetch->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_fetch, &QObject::deleteLater);
    const auto progress = [this](const QString &line) { Q_EMIT progressed(line); };
    const auto failure = [this](const Error &error) { fail(error.text); };
    const auto success = [this, profileFile](const Checkout &checkout) { readTests(checkout, profileFile); };
    connect(m_fetch, &RepositoryFetch::progressed, this, current(progress));
    connect(m_fetch, &RepositoryFetch::failed, this, current(failure));
    connect(m_fetch, &RepositoryFetch::fetched, this, current(success));
    m_fetch->start(repository);
}

void RepositoryFlow::readTests(const Checkout &checkout, const QString &profileFile)
{
    inBackground(
        this, [checkout, profileFile] { return read(checkout, profileFile); },
        current([this](const Result<RepositoryOffer> &offer) {
            if (!offer) {
                fail(offer.error().text);
                return;
            }
            const auto &url = offer->checkout.shownUrl;
            m_recent.removeAll(url);
            setRecent(QStringList(url) + m_recent);
            cancel(); // nothing is left to be done
            m_checkout = offer->checkout;
            Q_EMIT offered(*offer);
        }));
}

void RepositoryFlow::cancel()
{
    ++m_ticket;
    if (m_fetch)
        std::exchange(m_fetch, nullptr)->deleteLater();
    setBusy(false);
}

void RepositoryFlow::open(const OfferedTest &test)
{
    m_document->openCheckout(test.name, test.profile, m_checkout);
}

void RepositoryFlow::fail(const QString &text)
{
    cancel();
    Q_EMIT failed(text);
}

void RepositoryFlow::setBusy(bool busy)
{
    if (std::exchange(m_busy, busy) != busy)
        Q_EMIT busyChanged(busy);
}

} // namespace Molotov
