// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/advancedsection.h"

#include "ui/fields/problemmark.h"
#include "ui/pages/advancedform.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace Molotov {

AdvancedSection::AdvancedSection(const QAbstractItemModel *scenarios, QWidget *parent)
    : QWidget(parent)
    , m_header(new QToolButton)
    , m_form(new AdvancedForm(scenarios))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_header);
    layout->addWidget(m_form);
    makeHeader();
    connect(m_header, &QToolButton::clicked, this, [this] {
        m_expanded = !m_expanded;
        update();
    });
    connect(m_form, &AdvancedForm::edited, this, &AdvancedSection::edited);
    connect(m_form, &AdvancedForm::extensionRequested, this, &AdvancedSection::extensionRequested);
    update();
}

void AdvancedSection::makeHeader()
{
    m_header->setObjectName(QStringLiteral("advanced"));
    m_header->setAutoRaise(true);
    m_header->setFocusPolicy(Qt::StrongFocus);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setToolTip(tr("Settings that most tests leave as they are"));
    auto bold = font();
    bold.setBold(true);
    m_header->setFont(bold);
    m_mark = new ProblemMark(m_header, m_header); // the button owns it
}

void AdvancedSection::showProfile(const Profile &profile)
{
    m_form->showProfile(profile);
    m_changed = countOfChanged(profile);
    update();
}

void AdvancedSection::showProblems(const QMap<ProfileField, QString> &problems)
{
    m_form->showProblems(problems);
    update();
}

void AdvancedSection::writeTo(Profile &profile) const
{
    m_form->writeTo(profile);
}

void AdvancedSection::setReadOnly(bool readOnly)
{
    m_form->setReadOnly(readOnly);
}

QMap<ProfileField, QString> AdvancedSection::typingProblems() const
{
    return m_form->typingProblems();
}

void AdvancedSection::dropTyping()
{
    m_form->dropTyping();
}

int AdvancedSection::countOfChanged(const Profile &profile)
{
    const Profile usual;
    const auto changed = [&](auto member) { return profile.*member == usual.*member ? 0 : 1; };
    return changed(&Profile::singleMode) + changed(&Profile::singleRun) + changed(&Profile::iterationTimeout)
           + changed(&Profile::extensions) + changed(&Profile::stopOnFailure)
           + changed(&Profile::failThreshold) + changed(&Profile::forceShutdown) + changed(&Profile::hosts)
           + changed(&Profile::addresses) + changed(&Profile::allowedHosts) + changed(&Profile::checkTarget)
           + changed(&Profile::sizing) + changed(&Profile::sizingTolerance) + changed(&Profile::prometheus)
           + changed(&Profile::influxdb) + changed(&Profile::otlp) + changed(&Profile::statsd)
           + changed(&Profile::statsdAddress) + changed(&Profile::statsdRawNames)
           + changed(&Profile::foldNames) + changed(&Profile::maskHeaders) + changed(&Profile::verbosity)
           + changed(&Profile::quiet) + changed(&Profile::console) + changed(&Profile::consoleUpdate)
           + changed(&Profile::debug);
}

void AdvancedSection::update()
{
    m_form->setVisible(m_expanded);
    m_header->setArrowType(m_expanded ? Qt::DownArrow : Qt::RightArrow);
    m_header->setText(m_changed == 0 ? tr("Adva&nced") : tr("Adva&nced (%L1 set)").arg(m_changed));
    m_mark->setProblem(m_expanded ? QString() : m_form->firstProblem());
}

} // namespace Molotov
