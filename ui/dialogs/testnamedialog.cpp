// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/testnamedialog.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace Molotov {

TestNameDialog::TestNameDialog(Use use, const QString &path, const QStringList &names, QWidget *parent)
    : QDialog(parent)
    , m_list(new QListWidget(this))
    , m_names(names)
{
    setAttribute(Qt::WA_DeleteOnClose);
    const auto file = QFileInfo(path).fileName();
    const bool choosing = use == Use::Choose;
    setWindowTitle(choosing ? tr("Choose a test") : tr("Save in an existing profile"));

    auto *text = new QLabel(choosing ? tr("%1 holds several tests. Which one do you want to open?").arg(file)
                                     : tr("%1 holds these tests already. They stay as they are.").arg(file));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setBuddy(m_list);
    m_list->addItems(names);
    m_list->setAccessibleName(tr("Tests in the file"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(m_list);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(choosing ? tr("Open") : tr("Add"), QDialogButtonBox::AcceptRole);
    if (choosing) {
        m_list->setCurrentRow(0);
        connect(m_list, &QListWidget::itemActivated, this, &QDialog::accept);
        connect(m_list, &QListWidget::currentRowChanged, this, &TestNameDialog::update);
    } else {
        m_edit = new QLineEdit;
        m_hint = new QLabel;
        m_hint->setWordWrap(true);
        m_hint->setTextFormat(Qt::PlainText);
        auto *label = new QLabel(tr("&Save this test under the name:"));
        label->setBuddy(m_edit);
        layout->addWidget(label);
        layout->addWidget(m_edit);
        layout->addWidget(m_hint);
        m_edit->setFocus();
        connect(m_edit, &QLineEdit::textChanged, this, &TestNameDialog::update);
        connect(m_list, &QListWidget::currentTextChanged, m_edit, &QLineEdit::setText);
    }
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT chosen(name()); });
    update();
}

void TestNameDialog::setName(const QString &name)
{
    m_edit->setText(name);
    m_edit->selectAll();
}

void TestNameDialog::update()
{
    m_accept->setEnabled(!name().isEmpty());
    if (!m_edit)
        return;
    const bool replaces = m_names.contains(name());
    m_accept->setText(replaces ? tr("Replace") : tr("Add"));
    m_hint->setText(replaces ? tr("The test “%1” of the file will be replaced.").arg(name()) : QString());
}

QString TestNameDialog::name() const
{
    if (m_edit)
        return m_edit->text().trimmed();
    return m_list->currentItem() ? m_list->currentItem()->text() : QString();
}

} // namespace Molotov
