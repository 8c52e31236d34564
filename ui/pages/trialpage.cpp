// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/trialpage.h"

#include "ui/fields/plainlabel.h"
#include "ui/icons.h"
#include "ui/models/trialmodels.h"
#include "ui/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptypage.h"
#include "ui/widgets/exchangeview.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/statebanner.h"
#include "ui/widgets/waterfall.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Molotov {

namespace {

/// The status of what went wrong in the colour of errors.
class StatusDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(ExchangeListModel::FailedRole).toBool())
            option->palette.setColor(QPalette::Text, Theme(option->palette).errorText());
    }
};

struct TrialHeadline
{
    RunStatus::Tone tone;
    QString text;
};

TrialHeadline headlineOf(TrialRun::State state)
{
    switch (state) {
    case TrialRun::State::None:
        return {RunStatus::Tone::Neutral, {}};
    case TrialRun::State::UnderWay:
        return {RunStatus::Tone::Busy, TrialPage::tr("Trying")};
    case TrialRun::State::Stopping:
        return {RunStatus::Tone::Busy, TrialPage::tr("Stopping")};
    case TrialRun::State::Passed:
        return {RunStatus::Tone::Good, TrialPage::tr("Passed")};
    case TrialRun::State::Failed:
        return {RunStatus::Tone::Bad, TrialPage::tr("Failed")};
    case TrialRun::State::Stopped:
        return {RunStatus::Tone::Neutral, TrialPage::tr("Stopped")};
    }
    Q_UNREACHABLE();
}

} // namespace

TrialPage::TrialPage(const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_models(context.trials)
    , m_try(context.commands->action(Command::TryOnce))
    , m_tryOnce(context.tryOnce)
    , m_pages(new QStackedWidget)
    , m_banner(new StateBanner)
    , m_again(new QPushButton)
    , m_filter(new QLineEdit)
    , m_table(new DataTable(&m_models->exchanges(), ExchangeListModel::SortRole))
    , m_exchange(new ExchangeView)
    , m_log(new LogPanel(&m_lines))
{
    m_lines.setSourceModel(&m_models->log());
    m_lines.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_pages->addWidget(makeEmpty());
    m_pages->addWidget(makeResult());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(m_models, &TrialModels::changed, this, &TrialPage::showState);
    connect(m_try, &QAction::changed, this, &TrialPage::updateButton);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_models->isUnderWay())
            m_models->stop();
        else
            m_tryOnce(m_models->scenario());
    });
    showState();
}

QWidget *TrialPage::makeEmpty()
{
    auto *start = new QPushButton(paletteIcon(QStringLiteral("try")), tr("Try Once"));
    start->setObjectName(QStringLiteral("tryOnce"));
    connect(start, &QPushButton::clicked, m_try, &QAction::trigger);
    const auto follow = [this, start] {
        start->setEnabled(m_try->isEnabled());
        start->setToolTip(m_try->toolTip());
    };
    connect(m_try, &QAction::changed, start, follow);
    follow();
    return makeEmptyPage(tr("Try a test before you run it: one user runs each scenario once.\n"
                            "Every request and response can be read here, with what the scripts wrote.\n"
                            "No result is kept."),
                         start);
}

QWidget *TrialPage::makeResult()
{
    makeTable();
    m_log->setAccessibleName(tr("Console, checks and errors"));
    m_log->setEmptyText(tr("What scripts write, checks and errors appear here."));
    auto *list = new QWidget;
    auto *layout = new QVBoxLayout(list);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTools());
    layout->addWidget(m_table, 1);
    auto *upper = new QSplitter(Qt::Horizontal);
    upper->setChildrenCollapsible(false);
    upper->addWidget(list);
    upper->addWidget(m_exchange);
    upper->setStretchFactor(0, 3);
    upper->setStretchFactor(1, 2);
    upper->setSizes({820, 390});
    auto *all = new QSplitter(Qt::Vertical);
    all->setChildrenCollapsible(false);
    all->addWidget(upper);
    all->addWidget(m_log);
    all->setStretchFactor(0, 1);
    all->setSizes({470, 150});
    auto *page = new QWidget;
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_again->setObjectName(QStringLiteral("tryAgain"));
    m_banner->placeButton(m_again);
    rows->addWidget(m_banner);
    rows->addWidget(all, 1);
    return page;
}

QWidget *TrialPage::makeTools()
{
    auto *tools = new QWidget;
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(6, 4, 6, 4);
    row->setSpacing(10);
    m_filter->setPlaceholderText(tr("Filter requests and lines"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(160);
    connect(m_filter, &QLineEdit::textChanged, this, &TrialPage::setFilter);
    row->addWidget(m_filter, 1);
    row->addWidget(new PhaseLegend, 0);
    return tools;
}

void TrialPage::makeTable()
{
    m_table->setObjectName(QStringLiteral("requests"));
    m_table->setAccessibleName(tr("Requests"));
    m_table->setEmptyText(tr("No request was sent"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(ExchangeListModel::Status, new StatusDelegate(m_table));
    m_table->setItemDelegateForColumn(ExchangeListModel::Waterfall, new WaterfallDelegate(m_table));
    m_table->setColumnWidths(ExchangeListModel::Path, {QStringLiteral("DELETE"),
                                                       {},
                                                       QStringLiteral("888"),
                                                       QStringLiteral("html"),
                                                       QStringLiteral("8,888 bytes"),
                                                       QStringLiteral("88.8 ms"),
                                                       QStringLiteral("checkout · pay"),
                                                       QStringLiteral("shop.ts:888"),
                                                       QString(14, QLatin1Char('8'))});
    copyAsText(m_table);
    connect(m_table, &DataTable::sourceSelectionChanged, this, &TrialPage::showSelected);
    connect(&m_models->exchanges(), &QAbstractItemModel::modelReset, this, &TrialPage::showSelected);
    connect(&m_models->exchanges(), &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_table->selectedSourceRows().isEmpty())
            m_table->selectFirstRow();
    });
}

void TrialPage::showState()
{
    const auto state = m_models->state();
    m_pages->setCurrentIndex(state == TrialRun::State::None ? 0 : 1);
    const auto headline = headlineOf(state);
    m_banner->setTexts(headline.tone, headline.text, m_models->sentence());
    updateButton();
}

void TrialPage::updateButton()
{
    const bool isUnderWay = m_models->isUnderWay();
    m_again->setText(isUnderWay ? tr("Stop") : tr("Run Again"));
    m_again->setIcon(paletteIcon(isUnderWay ? QStringLiteral("stop") : QStringLiteral("try")));
    m_again->setEnabled(isUnderWay ? m_models->state() == TrialRun::State::UnderWay : m_try->isEnabled());
    m_again->setToolTip(isUnderWay ? tr("Abort what is under way") : m_try->toolTip());
}

void TrialPage::showSelected()
{
    const auto rows = m_table->selectedSourceRows();
    if (rows.isEmpty())
        m_exchange->setExchange({});
    else
        m_exchange->setExchange(m_models->exchanges().exchange(rows.first()));
}

void TrialPage::setFilter(const QString &text)
{
    m_table->setFilter(text);
    m_lines.setFilterFixedString(text);
    m_log->setEmptyText(text.isEmpty() || m_models->log().rowCount() == 0
                            ? tr("What scripts write, checks and errors appear here.")
                            : tr("Nothing matches the filter"));
}

} // namespace Molotov
