// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/historypage.h"

#include "core/control/words/format.h"
#include "ui/charts/trendchart.h"
#include "ui/fields/plainlabel.h"
#include "ui/icons.h"
#include "ui/models/comparisonmodel.h"
#include "ui/models/exportflow.h"
#include "ui/models/historyflow.h"
#include "ui/models/historymodel.h"
#include "ui/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptypage.h"
#include "ui/widgets/rundelegates.h"

#include <QAction>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QMetaMethod>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace Molotov {

namespace {

constexpr int RowPadding = 12;
constexpr int LongestNote = 400;

QHBoxLayout *makeRow(QWidget *owner)
{
    auto *row = new QHBoxLayout(owner);
    row->setContentsMargins(10, 6, 10, 6);
    row->setSpacing(8);
    return row;
}

} // namespace

HistoryPage::HistoryPage(const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_model(context.history->model())
    , m_flow(context.history)
    , m_exports(context.exports)
    , m_filter(m_model)
    , m_trend(m_model)
    , m_go(context.go)
    , m_table(new DataTable(&m_filter, HistoryModel::SortRole))
    , m_search(new QLineEdit)
    , m_tests(new QComboBox)
    , m_bar(new QToolBar)
    , m_pages(new QStackedWidget)
    , m_problem(new PlainLabel)
    , m_removed(new PlainLabel)
    , m_trendTitle(new PlainLabel)
    , m_note(new PlainLabel)
{
    makeActions();
    makeTable();
    m_pages->addWidget(makeList());
    m_pages->addWidget(makeEmpty());
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(10, 6, 10, 6);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_problem);
    layout->addWidget(m_pages, 1);
    layout->addWidget(makeUndoStrip());
    connectParts();
    if (context.comparison)
        connect(this, &HistoryPage::compareRequested, context.comparison, &ComparisonModel::compare);
    showModel();
    showRemoved();
}

QWidget *HistoryPage::makeList()
{
    auto *top = new QWidget;
    auto *layout = new QVBoxLayout(top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTools());
    layout->addWidget(m_table, 1);
    m_splitter = new QSplitter(Qt::Vertical);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(top);
    m_splitter->addWidget(makeTrend());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({440, 190});
    return m_splitter;
}

QWidget *HistoryPage::makeTools()
{
    auto *tools = new QWidget;
    auto *row = makeRow(tools);
    m_search->setPlaceholderText(tr("Search by test, title, note or file"));
    m_search->setAccessibleName(tr("Search runs"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(180);
    m_tests->setAccessibleName(tr("Show the runs of one test"));
    m_tests->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_tests->setMinimumContentsLength(16);
    m_bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bar->setIconSize({16, 16});
    row->addWidget(m_search, 2);
    row->addWidget(m_tests, 1);
    row->addWidget(m_bar, 0, Qt::AlignRight);
    return tools;
}

void HistoryPage::makeTable()
{
    m_table->setObjectName(QStringLiteral("runs"));
    m_table->setAccessibleName(tr("Kept runs"));
    m_table->setItemDelegateForColumn(HistoryModel::Verdict, new VerdictDelegate(m_table));
    m_table->setItemDelegateForColumn(HistoryModel::Name, new RunNameDelegate(m_table));
    m_table->setItemDelegateForColumn(HistoryModel::Trend, new SparklineDelegate(m_table));
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + RowPadding);
    const auto when = RunEntryWords::when(QDateTime(QDate(2028, 12, 28), QTime(22, 58)),
                                          QDateTime(QDate(2030, 1, 1), QTime()));
    m_table->setColumnWidths(HistoryModel::Name, {{},
                                                  {},
                                                  when,
                                                  QStringLiteral("88:88:88"),
                                                  QStringLiteral("888,888"),
                                                  QStringLiteral("888 ms"),
                                                  QStringLiteral("< 0.01 %"),
                                                  QString(20, u'8')});
    m_table->fitColumn(HistoryModel::Verdict);
    m_table->setEmptyText(tr("No run matches. Search for less, or choose all tests."));
    m_table->sortByColumn(HistoryModel::When, Qt::DescendingOrder);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addActions(actions());
    copyAsText(m_table);
}

QAction *HistoryPage::addAction(const QString &text, const QString &icon, const QKeySequence &shortcut,
                                void (HistoryPage::*what)())
{
    auto *action = new QAction(text, this);
    if (!icon.isEmpty())
        action->setIcon(paletteIcon(icon));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, what);
    QWidget::addAction(action);
    return action;
}

void HistoryPage::makeActions()
{
    m_open = addAction(tr("Open"), QStringLiteral("open"), {}, &HistoryPage::openSelected);
    m_compare = addAction(tr("Compare"), QStringLiteral("compare"), {}, &HistoryPage::compare);
    m_pin = addAction(tr("Pin"), QStringLiteral("pin"), {}, &HistoryPage::togglePin);
    m_rename = addAction(tr("Rename…"), QStringLiteral("edit"), Qt::Key_F2, &HistoryPage::renameSelected);
    m_export = addAction(tr("Export…"), QStringLiteral("export"), {}, &HistoryPage::exportSelected);
    m_editNote = addAction(tr("Note…"), QStringLiteral("note"), {}, &HistoryPage::editNote);
    m_showInFolder = addAction(tr("Show in Folder"), {}, {}, &HistoryPage::showInFolder);
    m_remove =
        addAction(tr("Delete"), QStringLiteral("clear"), QKeySequence::Delete, &HistoryPage::removeSelected);
    m_export->setToolTip(tr("Save a report of the run: a web page, PDF, tables or data"));
    m_rename->setToolTip(tr("Give the run a title"));
    m_editNote->setToolTip(tr("Write down what is worth remembering of the run"));
    m_compare->setToolTip(tr("Compare two selected runs, or one with the pinned run of its test"));
    // The rarer ones are in the context menu.
    m_bar->addActions({m_open, m_compare, m_export, m_pin, m_rename, m_editNote, m_remove});
}

QWidget *HistoryPage::makeUndoStrip()
{
    m_undoStrip = new QWidget;
    m_undoStrip->setObjectName(QStringLiteral("undoStrip"));
    auto *undo = new QPushButton(tr("Undo"));
    auto *close = new QToolButton;
    close->setIcon(paletteIcon(QStringLiteral("remove")));
    close->setAutoRaise(true);
    close->setToolTip(tr("Delete it for good"));
    close->setAccessibleName(close->toolTip());
    connect(undo, &QPushButton::clicked, m_flow, &HistoryFlow::undoRemove);
    connect(close, &QToolButton::clicked, m_flow, &HistoryFlow::forgetRemoved);
    auto *row = makeRow(m_undoStrip);
    row->addWidget(m_removed, 1);
    row->addWidget(undo);
    row->addWidget(close);
    return m_undoStrip;
}

QWidget *HistoryPage::makeTrend()
{
    auto *panel = new QWidget;
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(10, 8, 6, 4);
    layout->setSpacing(4);
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    m_trendTitle->setFont(bold);
    for (auto *label : {m_trendTitle, m_note}) // which may be longer than the window is wide
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(m_trendTitle);
    layout->addWidget(m_note);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    for (const auto measure : {HistoryTrend::P95, HistoryTrend::Rate, HistoryTrend::Failures}) {
        auto *chart = new TrendChart(&m_trend, measure);
        connect(chart, &TrendChart::runClicked, this, &HistoryPage::select);
        m_charts.append(chart);
        row->addWidget(chart, 1);
    }
    layout->addLayout(row, 1);
    return panel;
}

QWidget *HistoryPage::makeEmpty()
{
    auto *start = new QPushButton(paletteIcon(QStringLiteral("start")), tr("Go to the Test"));
    start->setObjectName(QStringLiteral("goToTest"));
    connect(start, &QPushButton::clicked, this, [this] { m_go(PageId::Test); });
    return makeEmptyPage(tr("No runs yet. Each run of a test is kept here, to be read again and compared."),
                         start);
}

void HistoryPage::connectParts()
{
    connect(m_model, &HistoryModel::refreshed, this, &HistoryPage::showModel);
    connect(m_flow, &HistoryFlow::removedChanged, this, &HistoryPage::showRemoved);
    connect(m_search, &QLineEdit::textChanged, &m_filter, &HistoryFilter::setText);
    connect(m_tests, &QComboBox::currentIndexChanged, this,
            [this] { m_filter.setTest(m_tests->currentData().toString()); });
    connect(m_table, &DataTable::sourceSelectionChanged, this, &HistoryPage::updateActions);
    connect(m_table, &QAbstractItemView::activated, this, &HistoryPage::openSelected);
}

void HistoryPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_table->setFocus();
    m_model->refresh(); // other windows and programs write there too
}

void HistoryPage::showModel()
{
    m_problem->setText(m_model->problem());
    m_problem->setVisible(!m_model->problem().isEmpty());
    auto colors = palette();
    colors.setColor(QPalette::WindowText, Theme(palette()).warningText());
    m_problem->setPalette(colors);
    const bool isEmpty = m_model->wasRead() && m_model->runs().isEmpty();
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
    showTests();
    if (m_table->selectedSourceRows().isEmpty())
        m_table->selectFirstRow();
    updateActions();
}

void HistoryPage::showTests()
{
    const auto current = m_tests->currentData().toString();
    const auto tests = m_model->tests();
    const QSignalBlocker blocker(m_tests);
    m_tests->clear();
    m_tests->addItem(tr("All tests"), QString());
    for (const auto &test : tests)
        m_tests->addItem(test, test);
    m_tests->setCurrentIndex(std::max(0, m_tests->findData(current)));
    m_filter.setTest(m_tests->currentData().toString());
}

void HistoryPage::showRemoved()
{
    const auto &runs = m_flow->removed();
    m_undoStrip->setVisible(!runs.isEmpty());
    if (runs.size() == 1)
        m_removed->setText(
            tr("Deleted: %1, %2.")
                .arg(RunEntryWords::name(runs.first()),
                     RunEntryWords::when(runs.first().startedAt, QDateTime::currentDateTime())));
    else
        m_removed->setText(tr("Deleted %1 runs.").arg(Format::count(runs.size())));
}

QList<RunEntry> HistoryPage::selected() const
{
    QList<RunEntry> runs;
    for (const int row : m_table->selectedSourceRows())
        runs.append(m_model->run(m_filter.mapToSource(m_filter.index(row, 0)).row()));
    return runs;
}

void HistoryPage::select(const QString &path)
{
    const auto index = m_filter.mapFromSource(m_model->index(m_model->rowOf(path), 0));
    if (index.isValid())
        m_table->selectSourceRow(index.row());
}

void HistoryPage::updateActions()
{
    const auto runs = selected();
    const bool isOne = runs.size() == 1;
    // What is being written is left alone.
    const bool isAtRest = !runs.isEmpty() && std::none_of(runs.begin(), runs.end(), [](const auto &run) {
        return run.isGoing;
    });
    const bool arePinned = !runs.isEmpty() && std::all_of(runs.begin(), runs.end(), [](const auto &run) {
        return run.isPinned;
    });
    m_open->setEnabled(isOne);
    m_export->setEnabled(isOne);
    m_showInFolder->setEnabled(isOne);
    for (auto *action : {m_rename, m_editNote})
        action->setEnabled(isOne && isAtRest);
    for (auto *action : {m_pin, m_remove})
        action->setEnabled(isAtRest);
    m_pin->setText(arePinned ? tr("Unpin") : tr("Pin"));
    m_pin->setToolTip(arePinned ? tr("Let the run be deleted when results take too much room")
                                : tr("Never delete the run to make room, and compare others with it"));
    m_compare->setVisible(isSignalConnected(QMetaMethod::fromSignal(&HistoryPage::compareRequested)));
    m_compare->setEnabled(!comparison().first.isEmpty());
    updateTrend();
}

void HistoryPage::updateTrend()
{
    const auto runs = selected();
    const bool isOne = runs.size() == 1;
    const auto test = runs.isEmpty() ? QString() : RunEntryWords::test(runs.first());
    m_trend.setTest(test);
    m_trendTitle->setText(test.isEmpty() ? tr("Select a run to see how its test went over time.")
                                         : tr("All runs of %1").arg(test));
    const auto note = isOne ? runs.first().note : QString();
    m_note->setText(note.isEmpty() ? QString() : tr("Note: %1").arg(Format::oneLine(note, LongestNote)));
    m_note->setVisible(!note.isEmpty());
    for (auto *chart : std::as_const(m_charts))
        chart->setSelected(isOne ? runs.first().path : QString());
}

void HistoryPage::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&HistoryPage::compareRequested))
        updateActions();
}

void HistoryPage::disconnectNotify(const QMetaMethod &)
{
    updateActions();
}

void HistoryPage::openSelected()
{
    if (const auto runs = selected(); runs.size() == 1)
        m_flow->open(runs.first().path);
}

void HistoryPage::exportSelected()
{
    m_exports->exportResult(selected().first().path);
}

void HistoryPage::renameSelected()
{
    m_flow->rename(selected().first());
}

void HistoryPage::editNote()
{
    m_flow->editNote(selected().first());
}

void HistoryPage::togglePin()
{
    const auto runs = selected();
    const bool arePinned =
        std::all_of(runs.begin(), runs.end(), [](const auto &run) { return run.isPinned; });
    QStringList paths;
    for (const auto &run : runs)
        paths += run.path;
    m_flow->setPinned(paths, !arePinned);
}

void HistoryPage::removeSelected()
{
    m_flow->remove(selected());
}

void HistoryPage::showInFolder()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(selected().first().path).absolutePath()));
}

QPair<QString, QString> HistoryPage::comparison() const
{
    auto runs = selected();
    if (runs.size() == 2) {
        const bool inOrder = runs.first().startedAt <= runs.last().startedAt;
        return inOrder ? qMakePair(runs.first().path, runs.last().path)
                       : qMakePair(runs.last().path, runs.first().path);
    }
    if (runs.size() != 1)
        return {};
    const auto &run = runs.first();
    for (const auto &other : m_model->runs()) { // the newest that is pinned
        if (other.isPinned && other.path != run.path
            && RunEntryWords::test(other) == RunEntryWords::test(run))
            return {other.path, run.path};
    }
    return {};
}

void HistoryPage::compare()
{
    const auto [before, after] = comparison();
    Q_EMIT compareRequested(before, after);
}

} // namespace Molotov
