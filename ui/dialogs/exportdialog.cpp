// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/exportdialog.h"

#include "ui/fields/plainlabel.h"
#include "ui/models/exportflow.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace Molotov {

ExportDialog::ExportDialog(ExportFlow *flow, QWidget *parent)
    : QDialog(parent)
    , m_flow(flow)
    , m_headline(new PlainLabel)
    , m_detail(new PlainLabel)
    , m_progress(new QProgressBar)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel))
    , m_open(m_buttons->addButton(tr("Open"), QDialogButtonBox::ActionRole))
    , m_showFolder(m_buttons->addButton(tr("Show Folder"), QDialogButtonBox::ActionRole))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Export"));
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    m_headline->setFont(bold);
    m_headline->setText(tr("Exporting the run…"));
    m_headline->setObjectName(QStringLiteral("exportHeadline"));
    m_detail->setText(QDir::toNativeSeparators(flow->target()));
    m_detail->setObjectName(QStringLiteral("exportDetail"));
    for (auto *label : {m_headline, m_detail}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_progress->setRange(0, 100);
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_open->hide();
    m_showFolder->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_headline);
    layout->addWidget(m_detail);
    layout->addWidget(m_progress);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    resize(480, 150);
    connectFlow();
}

void ExportDialog::connectFlow()
{
    connect(m_flow, &ExportFlow::progressed, m_progress, &QProgressBar::setValue);
    connect(m_flow, &ExportFlow::written, this, &ExportDialog::showWritten);
    connect(m_flow, &ExportFlow::failed, this, &ExportDialog::showFailure);
    connect(m_flow, &ExportFlow::cancelled, this, &QWidget::close);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    connect(m_open, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_files.first()));
        accept();
    });
    connect(m_showFolder, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_files.first()).absolutePath()));
        accept();
    });
}

void ExportDialog::reject()
{
    if (m_flow->isBusy())
        m_flow->cancel(); // which closes this
    else
        QDialog::reject();
}

void ExportDialog::showWritten(const QStringList &files)
{
    m_files = files;
    QStringList names;
    for (const auto &file : files)
        names += QDir::toNativeSeparators(file);
    m_open->show();
    m_showFolder->show();
    end(tr("The run was exported"), names.join(QLatin1Char('\n')));
    m_open->setDefault(true);
    m_open->setFocus();
}

void ExportDialog::showFailure(const QString &why)
{
    end(tr("The run was not exported"), why);
}

void ExportDialog::end(const QString &headline, const QString &detail)
{
    m_headline->setText(headline);
    m_detail->setText(detail);
    m_progress->hide();
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Close"));
}

} // namespace Molotov
