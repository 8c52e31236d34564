// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/exchangeview.h"

#include "core/control/words/exchangetext.h"
#include "core/control/words/format.h"
#include "ui/fields/plainlabel.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/messageview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace Molotov {

using Protocol::TracedExchange;

namespace {

constexpr int LongestFact = 4'000;

// "44 bytes of body; 139 bytes in all"
QString sizeText(qint64 body, qint64 all)
{
    if (all == 0) // nobody has counted
        return Format::bytes(body);
    return ExchangeView::tr("%1 of body; %2 in all").arg(Format::bytes(body), Format::bytes(all));
}

} // namespace

QList<RecordTableModel<ExchangeView::Fact>::Column> ExchangeView::columns()
{
    return {{{}, [](const Fact &fact) { return fact.caption; }, {}},
            {{}, [](const Fact &fact) { return Format::oneLine(fact.value, LongestFact); }, {}}};
}

ExchangeView::ExchangeView(QWidget *parent)
    : QWidget(parent)
    , m_facts(columns())
    , m_pages(new QStackedWidget)
    , m_tabs(new QTabWidget)
    , m_failure(new PlainLabel)
    , m_overview(new DataTable(&m_facts, RecordTableModel<Fact>::SortRole))
    , m_request(new MessageView(tr("Request")))
    , m_response(new MessageView(tr("Response")))
{
    m_request->setObjectName(QStringLiteral("request"));
    m_response->setObjectName(QStringLiteral("response"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeOverview(), tr("Overview"));
    m_tabs->addTab(m_request, tr("Request"));
    m_tabs->addTab(m_response, tr("Response"));
    m_tabs->setCornerWidget(makeCopyButton());
    auto *hint = new PlainLabel(tr("Select a request to read it."));
    hint->setAlignment(Qt::AlignCenter);
    hint->setForegroundRole(QPalette::PlaceholderText);
    m_pages->addWidget(hint);
    m_pages->addWidget(m_tabs);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

QWidget *ExchangeView::makeOverview()
{
    m_failure->setWordWrap(true);
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_failure->setContentsMargins(8, 6, 8, 6);
    m_overview->setAccessibleName(tr("Overview of the exchange"));
    m_overview->horizontalHeader()->hide();
    m_overview->setSortingEnabled(false);
    m_overview->setColumnWidths(1, {tr("Waited for a connection"), {}});
    m_overview->fitColumn(0);
    copyAsText(m_overview);
    auto *overview = new QWidget;
    auto *layout = new QVBoxLayout(overview);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_failure);
    layout->addWidget(m_overview, 1);
    return overview;
}

QToolButton *ExchangeView::makeCopyButton()
{
    auto *button = new QToolButton;
    button->setText(tr("Copy"));
    button->setToolTip(tr("Copy the exchange"));
    button->setAutoRaise(true);
    button->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(button);
    button->setMenu(menu);
    const auto add = [this, menu](const QString &text, auto make) {
        const auto *action = menu->addAction(text);
        connect(action, &QAction::triggered, this, [this, make] {
            if (m_exchange)
                QGuiApplication::clipboard()->setText(make(m_exchange->exchange));
        });
    };
    add(tr("Copy as cURL"), &ExchangeText::curl);
    add(tr("Copy as Text"), [](const Protocol::SampledExchange &exchange) {
        return ExchangeText::whole(exchange, ExchangeText::Traced);
    });
    return button;
}

void ExchangeView::setExchange(const std::optional<TracedExchange> &exchange)
{
    if (m_exchange == exchange)
        return;
    m_exchange = exchange;
    m_pages->setCurrentIndex(exchange ? 1 : 0);
    if (!exchange)
        return;
    const auto &sampled = exchange->exchange;
    m_failure->setText(Format::bounded(sampled.failure, LongestFact));
    m_failure->setVisible(!sampled.failure.isEmpty());
    auto colors = m_failure->palette();
    colors.setColor(QPalette::WindowText, Theme(palette()).errorText());
    m_failure->setPalette(colors);
    m_facts.setRecords({});
    m_facts.setRecords(factsOf(*exchange) + timesOf(*exchange));
    m_request->setMessage(sampled.requestHead, sampled.requestBody);
    if (sampled.status > 0)
        m_response->setMessage(sampled.responseHead, sampled.responseBody);
    else
        m_response->setMissing(tr("No response: %1").arg(sampled.failure));
}

QList<ExchangeView::Fact> ExchangeView::factsOf(const TracedExchange &traced)
{
    const auto &exchange = traced.exchange;
    QList<Fact> facts{{tr("Request"), exchange.method + QLatin1Char(' ') + exchange.url}};
    const auto status =
        QStringLiteral("%1 %2").arg(QString::number(exchange.status), exchange.reason).trimmed();
    facts += {tr("Status"), exchange.status > 0 ? status : tr("no response")};
    if (!traced.origin.part.isEmpty())
        facts += {tr("Sent by"), ExchangeListModel::partText(traced.origin)};
    if (const auto place = traced.origin.calls.value(0).place; place.isValid())
        facts += {tr("Line"), place.toString()};
    if (const auto type = ExchangeText::mediaType(exchange.responseHead); !type.isEmpty())
        facts += {tr("Type"), type};
    facts += {tr("Sent"), sizeText(exchange.requestBody.size, traced.bytesOut)};
    if (exchange.status > 0)
        facts += {tr("Received"), sizeText(exchange.responseBody.size, traced.bytesIn)};
    return facts;
}

QList<ExchangeView::Fact> ExchangeView::timesOf(const TracedExchange &traced)
{
    const std::array captions{tr("DNS lookup"),
                              tr("Connecting"),
                              tr("TLS handshake"),
                              tr("Sending"),
                              tr("Waiting for the answer"),
                              tr("Receiving"),
                              tr("Queued (not in the time)")};
    QList<std::optional<std::chrono::microseconds>> times;
    forEachPhase(traced.phases, [&times](const auto &time) { times += time; });
    QList<Fact> facts{{tr("Time"), Format::latency(traced.exchange.duration)}};
    for (const auto phase : WaterfallBar::Order) {
        if (const auto time = times.at(qsizetype(phase)))
            facts += {QStringLiteral("    ") + captions.at(phase), Format::latency(*time)};
    }
    return facts;
}

QString ExchangeView::overviewText() const
{
    QString text;
    for (const auto &fact : m_facts.records())
        text += fact.caption.trimmed() + QStringLiteral(": ") + fact.value + QLatin1Char('\n');
    return text;
}

} // namespace Molotov
