// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/newtestdialog.h"

#include "ui/fields/plainlabel.h"
#include "ui/fields/problemlabel.h"
#include "ui/icons.h"
#include "ui/models/newtestflow.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSplitter>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace Molotov {

NewTestDialog::NewTestDialog(NewTestFlow *flow, QWidget *parent)
    : QDialog(parent)
    , m_flow(flow)
    , m_files(new QRadioButton(tr("&A test that works at once, to be changed")))
    , m_empty(new QRadioButton(tr("An &empty profile, for a scenario file that is there")))
    , m_details(new QWidget)
    , m_folder(new QLineEdit)
    , m_language(new QComboBox)
    , m_baseUrl(new QLineEdit)
    , m_names(new QStringListModel(this))
    , m_list(new QListView)
    , m_text(new QPlainTextEdit)
    , m_problem(new ProblemLabel(m_folder))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New test"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole);
    m_files->setChecked(true);

    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins(0, 8, 0, 0);
    details->setSpacing(10);
    details->addWidget(makeFields());
    details->addWidget(makePreview(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_files);
    layout->addWidget(m_empty);
    layout->addWidget(m_details, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(760, 560);

    connect(buttons, &QDialogButtonBox::accepted, this, &NewTestDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_files, &QRadioButton::toggled, this, &NewTestDialog::update);
    connect(m_folder, &QLineEdit::textChanged, this, &NewTestDialog::update);
    connect(m_baseUrl, &QLineEdit::textChanged, this, &NewTestDialog::update);
    connect(m_language, &QComboBox::currentIndexChanged, this, &NewTestDialog::update);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &NewTestDialog::showFile);
    connect(m_flow, &NewTestFlow::busyChanged, this, &NewTestDialog::update);
    connect(m_flow, &NewTestFlow::failed, m_problem, &ProblemLabel::setProblem);
    connect(m_flow, &NewTestFlow::done, this, [this] { QDialog::accept(); });
    update();
    m_list->setCurrentIndex(m_names->index(1)); // the scenario, which is what one changes
}

QWidget *NewTestDialog::makeFields()
{
    const auto proposal = NewTestFlow::proposal();
    m_language->setObjectName(QStringLiteral("language"));
    m_language->addItem(tr("TypeScript"), int(NewProject::Language::TypeScript));
    m_language->addItem(tr("JavaScript"), int(NewProject::Language::JavaScript));
    m_baseUrl->setObjectName(QStringLiteral("newBaseUrl"));
    m_baseUrl->setText(proposal.baseUrl);
    m_baseUrl->setToolTip(tr("The service to load; as proposed, molotov-demo with its usual port"));
    m_folder->setObjectName(QStringLiteral("folder"));
    m_folder->setText(QDir::toNativeSeparators(proposal.folder));
    m_folder->setToolTip(tr("Where the files are written; it is made if it is not there"));

    auto *fields = new QWidget;
    auto *form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *folder = makeFolder();
    form->addRow(tr("&Folder"), folder);
    form->addRow(tr("&Language"), m_language);
    form->addRow(tr("&Base URL"), m_baseUrl);
    static_cast<QLabel *>(form->labelForField(folder))->setBuddy(m_folder);
    return fields;
}

QWidget *NewTestDialog::makeFolder()
{
    auto *browse = new QToolButton;
    browse->setIcon(paletteIcon(QStringLiteral("open")));
    browse->setToolTip(tr("Choose a folder"));
    browse->setAccessibleName(browse->toolTip());
    connect(browse, &QToolButton::clicked, this, &NewTestDialog::chooseFolder);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_folder, 1);
    layout->addWidget(browse);
    return row;
}

QWidget *NewTestDialog::makePreview()
{
    m_list->setModel(m_names);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Files that are written"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("What is written to the file"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *label = new PlainLabel(tr("&What is written; nothing that is there is overwritten:"));
    label->setBuddy(m_list);
    label->setWordWrap(true);

    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(m_text);
    splitter->setSizes({180, 560});
    auto *preview = new QWidget;
    auto *layout = new QVBoxLayout(preview);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(label);
    layout->addWidget(splitter, 1);
    return preview;
}

void NewTestDialog::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Choose a folder"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { m_folder->setText(QDir::toNativeSeparators(path)); });
    dialog->open();
}

void NewTestDialog::accept()
{
    if (m_empty->isChecked())
        m_flow->beginEmpty();
    else
        m_flow->write(project());
}

NewProject NewTestDialog::project() const
{
    NewProject project;
    project.folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    project.baseUrl = m_baseUrl->text().trimmed();
    project.language = NewProject::Language(m_language->currentData().toInt());
    return project;
}

void NewTestDialog::update()
{
    QStringList names;
    const auto files = project().files();
    for (const auto &file : files)
        names.append(file.name);
    if (names != m_names->stringList()) {
        const int row = m_list->currentIndex().row();
        m_names->setStringList(names);
        m_list->setCurrentIndex(m_names->index(row));
    }
    showFile();
    m_details->setEnabled(m_files->isChecked() && !m_flow->isBusy());
    m_accept->setEnabled(!m_flow->isBusy() && (m_empty->isChecked() || !project().folder.isEmpty()));
    m_problem->setProblem({}); // of what was tried before
}

void NewTestDialog::showFile()
{
    const auto files = project().files();
    const auto text = QString::fromUtf8(files.value(m_list->currentIndex().row()).text);
    if (text != m_text->toPlainText())
        m_text->setPlainText(text);
}

} // namespace Molotov
