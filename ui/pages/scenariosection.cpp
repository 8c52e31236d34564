// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/scenariosection.h"

#include "core/control/words/format.h"
#include "ui/fields/plainlabel.h"
#include "ui/fields/problemlabel.h"
#include "ui/fields/problemmark.h"
#include "ui/icons.h"
#include "ui/models/scenariofollower.h"

#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace Molotov {

namespace {

constexpr int VisibleRows = 4; // also while there are fewer: what stands below does not move

QString pathOf(const QString &typed)
{
    const auto path = QDir::fromNativeSeparators(typed.trimmed());
    return path.isEmpty() ? QString() : QDir::cleanPath(QDir().absoluteFilePath(path));
}

} // namespace

ScenarioSection::ScenarioSection(ScenarioFollower *follower, QWidget *parent)
    : QWidget(parent)
    , m_follower(follower)
    , m_file(new QLineEdit)
    , m_browse(new QToolButton)
    , m_fileProblem(new ProblemLabel(m_file))
    , m_list(new QTableView)
    , m_hint(new PlainLabel)
    , m_baseUrl(new QLineEdit)
    , m_below(new QStackedWidget)
{
    auto *fileLabel = new PlainLabel(tr("S&cenario file"));
    fileLabel->setBuddy(m_file);
    auto *urlLabel = new PlainLabel(tr("&Base URL"));
    urlLabel->setBuddy(m_baseUrl);
    m_baseUrl->setObjectName(QStringLiteral("baseUrl"));
    m_baseUrl->setPlaceholderText(tr("https://staging.example.org"));
    m_baseUrl->setToolTip(tr("What the addresses of the scenarios are relative to; may be empty"));
    m_baseUrl->setAcceptDrops(false); // files are for the window
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_hint->setText(tr("Looking into the file…"));
    makeList();
    for (auto *page : {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_hint),
                       static_cast<QWidget *>(m_fileProblem)})
        m_below->addWidget(page);
    m_below->setFixedHeight(m_list->horizontalHeader()->sizeHint().height()
                            + VisibleRows * m_list->verticalHeader()->defaultSectionSize()
                            + 2 * m_list->frameWidth());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(fileLabel);
    layout->addWidget(makeFileRow());
    layout->addWidget(m_below);
    layout->addSpacing(6);
    layout->addWidget(urlLabel);
    layout->addWidget(m_baseUrl);
    m_baseUrlMark = new ProblemMark(m_baseUrl, urlLabel); // the field owns it

    connect(m_file, &QLineEdit::textEdited, this, &ScenarioSection::edited);
    connect(m_baseUrl, &QLineEdit::textEdited, this, &ScenarioSection::edited);
    connect(m_follower, &ScenarioFollower::busyChanged, this, &ScenarioSection::updateList);
    connect(m_follower->scenarios(), &QAbstractItemModel::modelReset, this, &ScenarioSection::updateList);
    updateList();
}

void ScenarioSection::showProfile(const Profile &profile)
{
    // What is being typed stays as it is typed as long as it means the same.
    const auto file = QDir::toNativeSeparators(profile.scenarioFile);
    if (pathOf(m_file->text()) != profile.scenarioFile)
        m_file->setText(file);
    m_file->setToolTip(Format::toolTip(file));
    if (m_baseUrl->text().trimmed() != profile.baseUrl)
        m_baseUrl->setText(profile.baseUrl);
    updateList();
}

void ScenarioSection::showProblems(const QMap<ProfileField, QString> &problems)
{
    m_fileProblem->setProblem(problems.value(ProfileField::ScenarioFile));
    m_baseUrlMark->setProblem(problems.value(ProfileField::BaseUrl));
    updateList();
}

void ScenarioSection::writeTo(Profile &profile) const
{
    profile.scenarioFile = pathOf(m_file->text());
    profile.baseUrl = m_baseUrl->text().trimmed();
}

void ScenarioSection::setReadOnly(bool readOnly)
{
    m_browse->setEnabled(!readOnly);
}

QWidget *ScenarioSection::makeFileRow()
{
    auto *row = new QWidget;
    m_file->setObjectName(QStringLiteral("scenarioFile"));
    m_file->setPlaceholderText(tr("Drop a .js or .ts file here"));
    m_file->setAcceptDrops(false); // files are for the window
    m_browse->setObjectName(QStringLiteral("browseScenario"));
    m_browse->setIcon(paletteIcon(QStringLiteral("open")));
    m_browse->setToolTip(tr("Choose a scenario file"));
    m_browse->setAccessibleName(m_browse->toolTip());
    connect(m_browse, &QToolButton::clicked, this, &ScenarioSection::browseRequested);

    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_file);
    layout->addWidget(m_browse);
    return row;
}

void ScenarioSection::makeList()
{
    m_list->setObjectName(QStringLiteral("scenarios"));
    m_list->setModel(m_follower->scenarios());
    m_list->setAccessibleName(tr("Scenarios in the file"));
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_list->setShowGrid(false);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setWordWrap(false);
    m_list->setTabKeyNavigation(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &ScenarioSection::showListMenu);
    auto *header = m_list->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(int(ScenarioListModel::Column::Name), QHeaderView::Stretch);
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
}

void ScenarioSection::showListMenu(const QPoint &position)
{
    const auto index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    const auto name = index.siblingAtColumn(int(ScenarioListModel::Column::Name)).data().toString();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *once = menu->addAction(paletteIcon(QStringLiteral("try")), tr("Try This Scenario Once"));
    once->setEnabled(m_browse->isEnabled());
    connect(once, &QAction::triggered, this, [this, name] { Q_EMIT tryRequested(name); });
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void ScenarioSection::updateList()
{
    if (!m_fileProblem->problem().isEmpty())
        m_below->setCurrentWidget(m_fileProblem);
    else if (m_follower->scenarios()->rowCount() == 0 && m_follower->isBusy())
        m_below->setCurrentWidget(m_hint);
    else
        m_below->setCurrentWidget(m_list);
}

} // namespace Molotov
