// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/comparisonpage.h"

#include "core/control/words/comparisonwords.h"
#include "ui/charts/overlaychart.h"
#include "ui/fields/plainlabel.h"
#include "ui/icons.h"
#include "ui/models/comparisonmodel.h"
#include "ui/theme.h"
#include "ui/widgets/datatable.h"

#include <QBoxLayout>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace Molotov {

namespace {

constexpr double MostTolerance = 100; // percent

} // namespace

ComparisonPage::ComparisonPage(const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_model(context.comparison)
    , m_before(new PlainLabel)
    , m_after(new PlainLabel)
    , m_overall(new PlainLabel)
    , m_tolerance(new QDoubleSpinBox)
    , m_swap(new QPushButton(tr("Swap")))
    , m_pages(new QStackedWidget)
    , m_text(new PlainLabel)
    , m_remarks(new QPlainTextEdit)
    , m_throughput(new OverlayChart(tr("Requests a second"), SeriesModel::RequestRate))
    , m_latency(new OverlayChart(tr("Latency p95"), SeriesModel::P95))
    , m_table(new DataTable(&m_model->rows(), RecordTableModel<ComparisonRow>::SortRole))
{
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_pages->addWidget(m_text);
    m_pages->addWidget(makeBody());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader(context));
    layout->addWidget(m_pages, 1);

    connect(m_model, &ComparisonModel::started, this, &ComparisonPage::showBusy);
    connect(m_model, &ComparisonModel::failed, this, &ComparisonPage::showFailure);
    connect(m_model, &ComparisonModel::finished, this, &ComparisonPage::showComparison);
    connect(m_swap, &QPushButton::clicked, m_model, &ComparisonModel::swap);
    connect(m_tolerance, &QDoubleSpinBox::valueChanged, m_model, &ComparisonModel::setTolerance);
    showBusy(); // it is made when the first comparison has begun
}

QWidget *ComparisonPage::makeHeader(const PageContext &context)
{
    auto *header = new QWidget(this);
    auto *back = new QPushButton(paletteIcon(QStringLiteral("back")), tr("Back to History"), header);
    connect(back, &QPushButton::clicked, this, [go = context.go] { go(PageId::History); });
    auto bold = m_overall->font();
    bold.setPointSizeF(bold.pointSizeF() * 1.2);
    bold.setBold(true);
    m_overall->setFont(bold);
    m_overall->setWordWrap(true);
    m_tolerance->setRange(0, MostTolerance);
    m_tolerance->setDecimals(1);
    m_tolerance->setSuffix(tr(" %"));
    m_tolerance->setValue(m_model->tolerance());
    m_tolerance->setKeyboardTracking(false);
    m_tolerance->setToolTip(tr("Changes of latencies and rates up to this are no matter"));
    m_swap->setToolTip(tr("Compares the other way round"));
    auto *toleranceLabel = new PlainLabel(tr("&Tolerance"), header);
    toleranceLabel->setBuddy(m_tolerance);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_overall);
    texts->addLayout(makeLegend());
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    layout->addWidget(back, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    layout->addWidget(toleranceLabel, 0, Qt::AlignTop);
    layout->addWidget(m_tolerance, 0, Qt::AlignTop);
    layout->addWidget(m_swap, 0, Qt::AlignTop);
    return header;
}

// The marks before the names are in the colours of the lines.
QLayout *ComparisonPage::makeLegend()
{
    auto *legend = new QGridLayout;
    legend->setHorizontalSpacing(6);
    legend->setVerticalSpacing(0);
    const Theme theme(palette());
    for (const bool isAfter : {false, true}) {
        auto *mark = new PlainLabel(QStringLiteral("■"));
        auto colors = mark->palette();
        colors.setColor(QPalette::WindowText, OverlayChart::color(theme, isAfter));
        mark->setPalette(colors);
        auto *name = isAfter ? m_after : m_before;
        name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // it may be longer than the window
        legend->addWidget(mark, isAfter ? 1 : 0, 0);
        legend->addWidget(name, isAfter ? 1 : 0, 1);
    }
    legend->setColumnStretch(1, 1);
    return legend;
}

QWidget *ComparisonPage::makeBody()
{
    m_remarks->setReadOnly(true);
    m_remarks->setFrameShape(QFrame::NoFrame);
    m_remarks->document()->setDocumentMargin(10);
    m_remarks->setAccessibleName(tr("What was found, and what to know of it"));
    auto *charts = new QSplitter(Qt::Vertical);
    charts->addWidget(m_throughput);
    charts->addWidget(m_latency);
    auto *top = new QSplitter(Qt::Horizontal);
    top->addWidget(m_remarks);
    top->addWidget(charts);
    top->setStretchFactor(0, 2);
    top->setStretchFactor(1, 3);
    top->setSizes({400, 600});

    const auto number = QStringLiteral("888,888 ms");
    m_table->setColumnWidths(0, {{},
                                 tr("per second"),
                                 number,
                                 number,
                                 QStringLiteral("+888.8 points"),
                                 QStringLiteral("−88.8 … +88.8 points"),
                                 tr("no difference that can be told from chance")});
    m_table->setEmptyText(tr("The two runs have nothing in common that could be compared"));
    m_table->setAccessibleName(tr("All figures of both runs"));
    copyAsText(m_table);
    auto *search = new QLineEdit;
    search->setPlaceholderText(tr("Filter"));
    search->setClearButtonEnabled(true);
    connect(search, &QLineEdit::textChanged, m_table, &DataTable::setFilter);
    auto *bottom = new QWidget;
    auto *layout = new QVBoxLayout(bottom);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->addWidget(search);
    layout->addWidget(m_table, 1);

    auto *body = new QSplitter(Qt::Vertical);
    body->setChildrenCollapsible(false);
    body->addWidget(top);
    body->addWidget(bottom);
    return body;
}

void ComparisonPage::showBusy()
{
    m_overall->setText(tr("Comparing…"));
    m_swap->setEnabled(false);
    if (m_model->runs().comparison.rows.isEmpty()) {
        m_before->clear();
        m_after->clear();
        m_text->setText(tr("Reading both runs; a long one takes some seconds."));
        m_pages->setCurrentIndex(0);
    }
}

void ComparisonPage::showFailure(const QString &text)
{
    m_overall->setText(tr("These runs cannot be compared"));
    m_before->clear();
    m_after->clear();
    m_text->setText(text);
    m_pages->setCurrentIndex(0);
}

void ComparisonPage::showComparison()
{
    const auto &runs = m_model->runs();
    m_overall->setText(ComparisonWords::overall(runs.comparison));
    m_swap->setEnabled(true);
    showLegend();
    m_remarks->setPlainText(remarks());
    m_throughput->setRuns(runs.beforeSeries, runs.afterSeries);
    m_latency->setRuns(runs.beforeSeries, runs.afterSeries);
    m_pages->setCurrentIndex(1);
}

void ComparisonPage::showLegend()
{
    m_before->setText(tr("Before: %1").arg(ComparisonModel::nameOf(m_model->runs().before)));
    m_after->setText(tr("After: %1").arg(ComparisonModel::nameOf(m_model->runs().after)));
}

QString ComparisonPage::remarks() const
{
    const auto &comparison = m_model->runs().comparison;
    QStringList paragraphs;
    for (const auto &warning : comparison.warnings)
        paragraphs.append(tr("Beware: %1").arg(ComparisonWords::warning(warning)));
    if (comparison.isComparable()) { // else what differs is no finding
        for (const auto verdict : {ComparisonRow::Verdict::Worse, ComparisonRow::Verdict::Better,
                                   ComparisonRow::Verdict::Different}) {
            for (const auto &row : comparison.rows) {
                if (row.verdict == verdict)
                    paragraphs.append(ComparisonWords::name(row.name) + QStringLiteral(" – ")
                                      + ComparisonWords::sentence(row, comparison.options));
            }
        }
    }
    if (!comparison.settings.isEmpty()) {
        QStringList settings{tr("Settings that differ:")};
        for (const auto &setting : comparison.settings)
            settings.append(QStringLiteral("  ") + ComparisonWords::setting(setting));
        paragraphs.append(settings.join(QLatin1Char('\n')));
    }
    paragraphs += ComparisonWords::onlyInOne(comparison);
    if (!comparison.rows.isEmpty())
        paragraphs.append(ComparisonWords::explanation(comparison));
    return paragraphs.join(QStringLiteral("\n\n"));
}

} // namespace Molotov
