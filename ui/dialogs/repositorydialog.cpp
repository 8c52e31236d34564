// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/repositorydialog.h"

#include "core/control/words/format.h"
#include "core/control/words/timetext.h"
#include "ui/fields/plainlabel.h"
#include "ui/fields/problemlabel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace Molotov {

namespace {

QLabel *makeText()
{
    auto *label = new PlainLabel;
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

RepositoryDialog::RepositoryDialog(RepositoryFlow *flow, QWidget *parent)
    : QDialog(parent)
    , m_flow(flow)
    , m_tests(columns())
    , m_url(new QComboBox)
    , m_ref(new QLineEdit)
    , m_profileFile(new QLineEdit)
    , m_progress(new QProgressBar)
    , m_line(makeText())
    , m_problem(new ProblemLabel(m_url))
    , m_empty(new PlainLabel(tr("What it would run is shown here before anything of it runs.")))
    , m_checkout(makeText())
    , m_table(new QTableView)
    , m_notices(makeText())
    , m_offer(makeOffer())
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Open from Git"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(tr("Fetch"), QDialogButtonBox::AcceptRole);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    m_progress->setRange(0, 0); // git does not say how much is left in all
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(makeFields());
    layout->addWidget(m_progress);
    layout->addWidget(m_line);
    layout->addWidget(m_problem);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_offer, 1);
    layout->addWidget(buttons);
    m_accept->setDefault(true); // of this dialog, of which it is a part only now
    resize(760, 480);

    connect(buttons, &QDialogButtonBox::accepted, this, &RepositoryDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &RepositoryDialog::reject);
    connect(m_url, &QComboBox::editTextChanged, this, &RepositoryDialog::dropOffer);
    connect(m_ref, &QLineEdit::textChanged, this, &RepositoryDialog::dropOffer);
    connect(m_profileFile, &QLineEdit::textChanged, this, &RepositoryDialog::dropOffer);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &RepositoryDialog::update);
    connect(m_table, &QTableView::activated, this, &RepositoryDialog::accept);
    connect(m_flow, &RepositoryFlow::busyChanged, this, &RepositoryDialog::update);
    connect(m_flow, &RepositoryFlow::progressed, m_line,
            [this](const QString &line) { m_line->setText(Format::oneLine(line)); });
    connect(m_flow, &RepositoryFlow::failed, this, [this](const QString &text) {
        m_problem->setProblem(text);
        m_url->setFocus();
        update();
    });
    connect(m_flow, &RepositoryFlow::offered, this, &RepositoryDialog::show);
    dropOffer();
}

QWidget *RepositoryDialog::makeFields()
{
    m_url->setObjectName(QStringLiteral("url"));
    m_url->setEditable(true);
    m_url->setInsertPolicy(QComboBox::NoInsert);
    m_url->addItems(m_flow->recent());
    m_url->clearEditText();
    m_url->lineEdit()->setPlaceholderText(tr("https://host/team/tests.git"));
    m_url->setToolTip(tr("A URL of https, ssh, git or file, user@host:path, or a folder"));
    m_url->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_ref->setObjectName(QStringLiteral("ref"));
    m_ref->setPlaceholderText(tr("what the repository prefers"));
    m_ref->setToolTip(tr("Which state of the repository: a branch, a tag or a commit; may be empty"));
    m_profileFile->setObjectName(QStringLiteral("profileFile"));
    m_profileFile->setPlaceholderText(QStringLiteral("molotov.json"));
    m_profileFile->setToolTip(tr("The file in the repository that holds the tests"));

    auto *fields = new QWidget;
    auto *form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("&Repository"), m_url);
    form->addRow(tr("&Branch, tag or commit"), m_ref);
    form->addRow(tr("&Profile file"), m_profileFile);
    return fields;
}

QWidget *RepositoryDialog::makeOffer()
{
    m_checkout->setObjectName(QStringLiteral("checkout"));
    m_notices->setObjectName(QStringLiteral("notices"));
    m_table->setObjectName(QStringLiteral("tests"));
    m_table->setModel(&m_tests);
    m_table->setAccessibleName(tr("Tests of the repository"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto *hint = new PlainLabel(
        tr("It runs on this computer, from a copy that is kept for later. Save asks for another place."));
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);

    auto *offer = new QWidget;
    auto *layout = new QVBoxLayout(offer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_checkout);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_notices);
    layout->addWidget(hint);
    return offer;
}

QList<RecordTableModel<OfferedTest>::Column> RepositoryDialog::columns()
{
    using Text = std::function<QString(const OfferedTest &)>;
    const auto column = [](const QString &title, const Text &text) {
        const auto shown = [text](const OfferedTest &test) {
            return test.problem.isEmpty() ? Format::oneLine(text(test)) : QString();
        };
        return RecordTableModel<OfferedTest>::Column{title, shown, {}};
    };
    const auto scenario = [](const OfferedTest &test) {
        const auto &profile = test.profile;
        const auto file = profile.scenarioFile.section(QLatin1Char('/'), -1);
        return profile.singleMode.isEmpty() ? file : tr("%1, only %2").arg(file, profile.singleMode);
    };
    const auto load = [](const OfferedTest &test) {
        const auto plan = test.profile.loadPlan();
        if (!plan.stages.isEmpty())
            return tr("%L1, up to %L2 in all").arg(test.profile.processes).arg(plan.users);
        const auto product = tr("%L1 × %L2").arg(test.profile.processes).arg(test.profile.workers);
        if (!test.profile.findLimit.isEmpty())
            return tr("%1, finding the limit").arg(product);
        return test.profile.sizing ? tr("%1, sizing").arg(product) : product;
    };
    return {{tr("Test"), [](const OfferedTest &test) { return Format::oneLine(test.name); }, {}},
            column(tr("Scenario file"), scenario),
            column(tr("Processes × workers"), load),
            column(tr("Duration"),
                   [](const OfferedTest &test) { return timeText(test.profile.loadPlan().length()); }),
            column(tr("Base URL"), [](const OfferedTest &test) { return test.profile.baseUrl; })};
}

void RepositoryDialog::accept()
{
    if (const auto *test = chosen(); test && test->problem.isEmpty()) {
        const auto opened = *test;
        QDialog::accept();
        m_flow->open(opened);
    } else if (m_tests.records().isEmpty() && m_accept->isEnabled()) {
        m_problem->setProblem({});
        m_line->clear();
        m_flow->fetch({.url = m_url->currentText().trimmed(),
                       .ref = m_ref->text().trimmed(),
                       .profileFile = m_profileFile->text().trimmed()});
    }
}

void RepositoryDialog::reject()
{
    if (m_flow->isBusy())
        m_flow->cancel();
    else
        QDialog::reject();
}

void RepositoryDialog::show(const RepositoryOffer &offer)
{
    m_checkout->setText(Format::oneLine(offer.checkout.toString(), 400));
    m_tests.setRecords(offer.tests);
    m_table->setCurrentIndex(m_tests.index(0, 0));
    update();
    m_table->setFocus();
}

void RepositoryDialog::dropOffer()
{
    m_tests.setRecords({});
    m_problem->setProblem({});
    update();
}

const OfferedTest *RepositoryDialog::chosen() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_tests.records().size() ? &m_tests.records().at(row) : nullptr;
}

void RepositoryDialog::update()
{
    const bool busy = m_flow->isBusy();
    const auto *test = chosen();
    const bool hasOffer = !m_tests.records().isEmpty();
    m_progress->setVisible(busy);
    m_line->setVisible(busy);
    m_empty->setVisible(!hasOffer);
    m_offer->setVisible(hasOffer);
    for (QWidget *field : {static_cast<QWidget *>(m_url), static_cast<QWidget *>(m_ref),
                           static_cast<QWidget *>(m_profileFile)})
        field->setEnabled(!busy);
    m_accept->setText(hasOffer ? tr("Open Test") : tr("Fetch"));
    m_accept->setEnabled(
        !busy && (hasOffer ? test && test->problem.isEmpty() : !m_url->currentText().trimmed().isEmpty()));
    QStringList remarks;
    if (test)
        remarks = test->problem.isEmpty() ? test->notices : QStringList(test->problem);
    m_notices->setText(remarks.join(QLatin1Char('\n')));
    m_notices->setVisible(!remarks.isEmpty());
}

} // namespace Molotov
