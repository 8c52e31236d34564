// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/welcomepage.h"

#include "ui/commands.h"
#include "ui/fields/plainlabel.h"
#include "ui/icons.h"
#include "ui/models/documentflow.h"
#include "ui/models/recentprofiles.h"
#include "ui/pages/actioncard.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace Molotov {

namespace {

constexpr int ColumnWidth = 560;
constexpr int IconSide = 72;
constexpr int MaxRecent = 5;

QLabel *makeLabel(const QString &text, double scale, QFont::Weight weight)
{
    auto *label = new PlainLabel(text);
    auto font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setWeight(weight);
    label->setFont(font);
    label->setWordWrap(true);
    return label;
}

} // namespace

WelcomePage::WelcomePage(const PageContext &context, QWidget *parent)
    : QScrollArea(parent)
    , m_document(context.document)
    , m_recent(context.recent)
    , m_recentPart(new QWidget)
    , m_recentLayout(new QVBoxLayout(m_recentPart))
{
    auto *column = new QWidget;
    column->setMaximumWidth(ColumnWidth);
    auto *inner = new QVBoxLayout(column);
    inner->setSpacing(0);
    inner->addStretch(2);
    inner->addWidget(makeHead());
    inner->addSpacing(24);
    inner->addWidget(makeActions(context.commands));
    inner->addSpacing(20);
    m_recentLayout->setContentsMargins(0, 0, 0, 0);
    m_recentLayout->setSpacing(2);
    inner->addWidget(m_recentPart);
    inner->addStretch(3);

    auto *content = new QWidget;
    auto *outer = new QHBoxLayout(content);
    outer->setContentsMargins(24, 24, 24, 24);
    outer->addStretch(1);
    outer->addWidget(column, 100);
    outer->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);

    connect(m_recent, &RecentProfiles::changed, this, &WelcomePage::showRecent);
    showRecent();
}

QWidget *WelcomePage::makeHead()
{
    auto *head = new QWidget;
    auto *icon = new PlainLabel;
    icon->setPixmap(programIcon().pixmap(QSize(IconSide, IconSide), devicePixelRatioF()));
    icon->setAccessibleName(tr("Molotov"));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(makeLabel(tr("Molotov"), 2.2, QFont::DemiBold));
    texts->addWidget(makeLabel(tr("Load tests for web services: many simulated users do what you describe in "
                                  "JavaScript, and you watch how the service copes."),
                               1.05, QFont::Normal));
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(20);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    return head;
}

QWidget *WelcomePage::makeActions(const Commands *commands)
{
    struct Card
    {
        Command command;
        QString title;
        QString detail;
    };
    const Card cards[] = {
        {Command::TryDemo, tr("Try the demo"),
         tr("Starts a small web service on this computer and opens a test of it, ready for you to press "
            "Start.")},
        {Command::New, tr("New test…"),
         tr("Have a small test written to begin with, or choose a scenario file that you have.")},
        {Command::Open, tr("Open a profile…"), tr("Go on with a test that you or a colleague have saved.")},
        {Command::OpenRepository, tr("Open from Git…"),
         tr("Fetch a repository, and see what it would run before you open a test of it.")},
    };
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    for (const auto &[command, title, detail] : cards) {
        auto *action = commands->action(command);
        auto *card = new ActionCard(ActionCard::Size::Large, title, detail);
        card->setIcon(action->icon());
        card->setEnabled(action->isEnabled());
        connect(card, &ActionCard::clicked, action, &QAction::trigger);
        connect(action, &QAction::enabledChanged, card, &ActionCard::setEnabled);
        layout->addWidget(card);
    }
    return part;
}

void WelcomePage::showRecent()
{
    while (auto *item = m_recentLayout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater(); // one of them may be what was clicked
        delete item;
    }
    const auto &places = m_recent->places();
    m_recentPart->setVisible(!places.isEmpty());
    if (places.isEmpty())
        return;
    m_recentLayout->addWidget(makeLabel(tr("Recent tests"), 1.0, QFont::DemiBold));
    for (const auto &place : places.first(qMin(places.size(), qsizetype(MaxRecent)))) {
        const auto folder = QDir::toNativeSeparators(QFileInfo(place.path).absolutePath());
        const bool missing = m_recent->isMissing(place);
        const auto detail = missing ? tr("No longer in %1").arg(folder) : folder;
        auto *card = new ActionCard(ActionCard::Size::Small, placeText(place), detail);
        card->setEnabled(!missing);
        card->setIcon(paletteIcon(QStringLiteral("recent")));
        connect(card, &ActionCard::clicked, m_document, [this, place] { m_document->openPlace(place); });
        m_recentLayout->addWidget(card);
    }
}

} // namespace Molotov
