// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/moretimedialog.h"

#include "ui/fields/plainlabel.h"
#include "ui/fields/timespinbox.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Molotov {

MoreTimeDialog::MoreTimeDialog(QWidget *parent)
    : QDialog(parent)
    , m_time(new TimeSpinBox({}, this))
{
    using namespace std::chrono_literals;
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Extend the run"));
    auto *question = new PlainLabel(tr("Longer by:"));
    question->setBuddy(m_time);
    auto *hint =
        new PlainLabel(tr("The load stays as it is for that time. What is left of the plan follows then."));
    hint->setWordWrap(true);
    m_time->setObjectName(QStringLiteral("moreTime"));
    m_time->setAccessibleName(tr("Longer by"));
    m_time->setValue(1min);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(tr("Extend"), QDialogButtonBox::AcceptRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(question);
    layout->addWidget(m_time);
    layout->addWidget(hint);
    layout->addWidget(buttons);
    resize(360, sizeHint().height());
    const auto update = [this] {
        m_accept->setEnabled(m_time->value() > 0ms && m_time->problem().isEmpty());
    };
    connect(m_time, &TimeSpinBox::valueChanged, this, update);
    connect(m_time, &TimeSpinBox::problemChanged, this, update);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT chosen(m_time->value()); });
}

} // namespace Molotov
