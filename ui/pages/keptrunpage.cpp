// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/keptrunpage.h"

#include "core/control/results/storedrun.h"
#include "core/control/results/trustedseconds.h"
#include "core/control/words/format.h"
#include "core/control/words/timetext.h"
#include "ui/fields/plainlabel.h"
#include "ui/icons.h"
#include "ui/models/historyflow.h"
#include "ui/models/historymodel.h"
#include "ui/models/runmodels.h"
#include "ui/pages/runpage.h"

#include <QCheckBox>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <optional>

namespace Molotov {

namespace {

constexpr int LongestNote = 300;

} // namespace

KeptRunPage::KeptRunPage(const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_flow(context.history)
    , m_layout(new QVBoxLayout(this))
    , m_name(new PlainLabel)
    , m_detail(new PlainLabel)
    , m_leavesOut(new QCheckBox)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addWidget(makeHeader(context));
    connect(m_flow, &HistoryFlow::opened, this, &KeptRunPage::showCurrent);
    showCurrent();
}

KeptRunPage::~KeptRunPage() = default;

QWidget *KeptRunPage::makeHeader(const PageContext &context)
{
    auto *header = new QWidget;
    auto *back = new QPushButton(paletteIcon(QStringLiteral("back")), tr("Back to History"));
    back->setObjectName(QStringLiteral("backToHistory"));
    connect(back, &QPushButton::clicked, this, [go = context.go] { go(PageId::History); });
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    m_name->setFont(bold);
    m_name->setObjectName(QStringLiteral("keptRunName"));
    m_detail->setObjectName(QStringLiteral("keptRunDetail"));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    for (auto *label : {m_name, m_detail}) { // which may be longer than the window is wide
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        texts->addWidget(label);
    }
    m_leavesOut->setObjectName(QStringLiteral("leaveOutDoubtful"));
    m_leavesOut->setToolTip(
        tr("The tables and figures are then made of the other seconds alone. Errors, goals and "
           "charts are of the whole run."));
    connect(m_leavesOut, &QCheckBox::clicked, m_flow, &HistoryFlow::leaveOutDoubtful);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(10, 6, 10, 6);
    row->setSpacing(12);
    row->addWidget(back, 0, Qt::AlignVCenter);
    row->addLayout(texts, 1);
    row->addWidget(m_leavesOut, 0, Qt::AlignVCenter);
    return header;
}

void KeptRunPage::showCurrent()
{
    if (!m_flow->current())
        return;
    const bool isSame = m_run && m_run->record().entry.path == m_flow->current()->entry.path;
    const auto tab = isSame ? std::optional(m_page->currentTab()) : std::nullopt;
    // In this order: each shows the next.
    m_page.reset();
    m_models.reset();
    m_run = std::make_unique<StoredRun>(*m_flow->current());
    m_models = std::make_unique<RunModels>(m_run.get());
    m_page = std::make_unique<RunPage>(m_models.get());
    m_layout->addWidget(m_page.get(), 1);
    m_models->prepare(m_run->record().info.profile);
    m_run->play();
    if (tab)
        m_page->showTab(*tab);
    showHeader();
}

void KeptRunPage::showHeader()
{
    const auto &run = m_run->record().entry;
    const auto date = QLocale().toString(run.startedAt.toLocalTime(), QLocale::ShortFormat);
    const auto verdict = verdictOf(run);
    QStringList parts{date, RunEntryWords::verdict(verdict)};
    if (verdict == RunVerdict::Incomplete)
        parts += tr("The program ended before the run did; this is what was measured until then.");
    if (verdict == RunVerdict::Running)
        parts += tr("The run goes on; this is what was measured until now.");
    if (!run.note.isEmpty())
        parts += Format::oneLine(run.note, LongestNote);
    m_name->setText(RunEntryWords::name(run));
    m_detail->setText(parts.join(QStringLiteral(" · ")));
    m_name->setToolTip(Format::toolTip(RunEntryWords::details(run)));
    m_detail->setToolTip(m_name->toolTip());
    const auto doubtful = doubtfulTime(m_run->record());
    m_leavesOut->setVisible(doubtful.count() > 0);
    m_leavesOut->setText(tr("Leave out %1 that cannot be trusted")
                             .arg(timeText(std::chrono::duration_cast<std::chrono::milliseconds>(doubtful))));
    m_leavesOut->setChecked(m_run->record().outcome.leftOut.count() > 0);
}

} // namespace Molotov
