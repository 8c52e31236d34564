// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/errorpanel.h"

#include "core/control/words/exchangetext.h"
#include "ui/models/errormodel.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/sampleview.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>
#include <numeric>
#include <utility>

namespace Molotov {

namespace {

// More are not read, but may be copied.
constexpr int MostShown = 20;

enum Tab { ErrorTab, RequestTab, ResponseTab };

/// Only what differs is replaced: what stands above and below it stays where it is on the screen.
void replaceDifference(QPlainTextEdit *edit, const QString &text)
{
    const QString shown = edit->toPlainText();
    if (text == shown)
        return;
    const auto different = std::mismatch(shown.begin(), shown.end(), text.begin(), text.end());
    const auto same = different.first - shown.begin();
    const auto most = std::min(shown.size(), text.size()) - same;
    qsizetype sameAtEnd = 0;
    while (sameAtEnd < most && shown.at(shown.size() - 1 - sameAtEnd) == text.at(text.size() - 1 - sameAtEnd))
        ++sameAtEnd;
    QTextCursor cursor(edit->document());
    cursor.setPosition(int(same));
    cursor.setPosition(int(shown.size() - sameAtEnd), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(same, text.size() - same - sameAtEnd));
}

} // namespace

ErrorPanel::ErrorPanel(ErrorModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new DataTable(model, ErrorModel::SortRole, this))
    , m_filter(new QLineEdit(this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_parts(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_details(makeDescription())
    , m_samples(new SampleView(this))
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeList());
    splitter->addWidget(makeDetails());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({560, 400});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    makeTable();
    connect(model, &QAbstractItemModel::dataChanged, this, &ErrorPanel::updateDetails);
    connect(model, &QAbstractItemModel::rowsInserted, this, [this] {
        selectSomething();
        updateDetails();
    });
    connect(model, &QAbstractItemModel::modelReset, this, &ErrorPanel::updateDetails);
    connect(model, &ErrorModel::samplesAdded, this, &ErrorPanel::updateDetails);
    updateDetails();
}

void ErrorPanel::copySelected() const
{
    QList<int> rows = m_table->selectedSourceRows();
    if (rows.isEmpty()) {
        rows.resize(m_model->rowCount());
        std::iota(rows.begin(), rows.end(), 0);
    }
    QGuiApplication::clipboard()->setText(describe(rows));
}

void ErrorPanel::copyShown() const
{
    const auto sample = m_parts->currentIndex() == ErrorTab ? QString() : m_samples->sampleText();
    if (sample.isEmpty())
        copySelected();
    else
        QGuiApplication::clipboard()->setText(sample);
}

void ErrorPanel::makeTable()
{
    m_table->setAccessibleName(tr("Errors"));
    m_table->setEmptyText(tr("No errors so far"));
    m_table->setMinimumWidth(320);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setColumnWidths(
        ErrorModel::Message,
        {QStringLiteral("88,888"), {}, {}, {}, {}, QStringLiteral("88:88"), QStringLiteral("88:88")});
    m_table->fitColumn(ErrorModel::Kind);
    m_table->fitColumn(ErrorModel::Endpoint);
    m_table->fitColumn(ErrorModel::Place);
    // By when they first came, so that rows do not change places while they are read.
    m_table->sortByColumn(ErrorModel::First, Qt::DescendingOrder);
    connect(m_table, &DataTable::copyRequested, this, &ErrorPanel::copySelected);
    connect(m_table, &DataTable::sourceSelectionChanged, this, &ErrorPanel::updateDetails);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ErrorPanel::showTableMenu);
}

QWidget *ErrorPanel::makeDetails()
{
    m_parts->addTab(tr("Error"));
    m_parts->addTab(tr("Request"));
    m_parts->addTab(tr("Response"));
    m_parts->setDrawBase(false);
    m_parts->setDocumentMode(true);
    m_parts->setExpanding(false);
    m_parts->setUsesScrollButtons(true);
    m_parts->setAccessibleName(tr("What of the error is shown"));
    connect(m_parts, &QTabBar::currentChanged, this, &ErrorPanel::showPart);
    m_pages->addWidget(m_details);
    m_pages->addWidget(m_samples);
    connect(m_copy, &QPushButton::clicked, this, &ErrorPanel::copyShown);
    explainCopy();

    auto *details = new QWidget(this);
    auto *layout = new QVBoxLayout(details);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeRow({m_parts, m_copy}));
    layout->addWidget(m_pages, 1);
    return details;
}

QPlainTextEdit *ErrorPanel::makeDescription()
{
    auto *description = new QPlainTextEdit(this);
    description->setObjectName(QStringLiteral("errorDescription"));
    description->setReadOnly(true);
    description->setUndoRedoEnabled(false);
    description->setFrameShape(QFrame::NoFrame);
    description->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    description->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    description->setAccessibleName(tr("Error details"));
    description->setPlaceholderText(tr("Select an error to read all of it."));
    description->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return description;
}

QWidget *ErrorPanel::makeList()
{
    m_filter->setPlaceholderText(tr("Filter by kind, text, endpoint or place"));
    m_filter->setAccessibleName(tr("Filter errors"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_table->setFilter(text);
        selectSomething();
    });
    auto *list = new QWidget(this);
    auto *layout = new QVBoxLayout(list);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeRow({m_filter}));
    layout->addWidget(m_table, 1);
    return list;
}

// The rows above the list and above the details are as high as each other.
QWidget *ErrorPanel::makeRow(const QList<QWidget *> &parts)
{
    auto *row = new QWidget(this);
    row->setFixedHeight(std::max(m_copy->sizeHint().height(), m_filter->sizeHint().height()) + 8);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(6, 4, 4, 4);
    for (auto *part : parts)
        layout->addWidget(part, part == m_parts ? 1 : 0);
    return row;
}

void ErrorPanel::showPart(int tab)
{
    if (tab != ErrorTab)
        m_samples->setPart(tab == RequestTab ? SampleView::Part::Request : SampleView::Part::Response);
    m_pages->setCurrentIndex(tab == ErrorTab ? 0 : 1);
    explainCopy();
}

void ErrorPanel::explainCopy()
{
    const bool isSample = m_parts->currentIndex() != ErrorTab && m_samples->hasSample();
    m_copy->setToolTip(
        isSample ? tr("Copy the sample with all its requests and responses")
                 : tr("Copy the selected errors with their stacks, or all errors when none is selected"));
}

void ErrorPanel::showTableMenu(const QPoint &position)
{
    if (m_table->selectedSourceRows().isEmpty())
        return;
    QMenu menu(this);
    const QAction *copy = menu.addAction(tr("Copy"));
    connect(copy, &QAction::triggered, this, &ErrorPanel::copySelected);
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

void ErrorPanel::selectSomething()
{
    if (m_table->selectedSourceRows().isEmpty())
        m_table->selectFirstRow();
}

void ErrorPanel::updateDetails()
{
    m_copy->setEnabled(m_model->rowCount() > 0);
    m_filter->setEnabled(m_model->rowCount() > 0);
    const auto rows = m_table->selectedSourceRows().mid(0, MostShown);
    const QString text = describe(rows);
    if (std::exchange(m_described, rows) != rows)
        m_details->setPlainText(text);
    else if (!m_details->textCursor().hasSelection())
        replaceDifference(m_details, text);
    m_samples->setSamples(rows.isEmpty() ? QList<RunSample>() : m_model->samples(rows.first()));
    explainCopy();
}

QString ErrorPanel::describe(const QList<int> &rows) const
{
    QStringList texts;
    for (const int row : rows)
        texts += ErrorModel::describe(m_model->group(row)) + ExchangeText::list(m_model->samples(row));
    return texts.join(QLatin1Char('\n'));
}

} // namespace Molotov
