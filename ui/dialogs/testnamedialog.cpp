// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/testnamedialog.h"

#include "ui/fields/plainlabel.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>

namespace Molotov {

TestNameDialog::TestNameDialog(Use use, const QString &path, const QStringList &names, QWidget *parent)
    : QDialog(parent)
    , m_model(new QStringListModel(names, this))
    , m_list(new QListView(this))
    , m_names(names)
{
    setAttribute(Qt::WA_DeleteOnClose);
    const auto file = QFileInfo(path).fileName();
    const bool choosing = use == Use::Choose;
    setWindowTitle(choosing ? tr("Choose a test") : tr("Save in an existing profile"));

    auto *text =
        new PlainLabel(choosing ? tr("%1 holds several tests. Which one do you want to open?").arg(file)
                                : tr("%1 holds these tests already. They stay as they are.").arg(file));
    text->setWordWrap(true);
    text->setBuddy(m_list);
    m_list->setModel(m_model);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Tests in the file"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(m_list);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(choosing ? tr("Open") : tr("Add"), QDialogButtonBox::AcceptRole);
    if (choosing) {
        m_list->setCurrentIndex(m_model->index(0));
        connect(m_list, &QListView::activated, this, &QDialog::accept);
        connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
                &TestNameDialog::update);
    } else {
        layout->addWidget(makeNameField());
        m_edit->setFocus();
    }
    layout->addWidget(buttons);
    resize(440, sizeHint().height());
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT chosen(name()); });
    update();
}

QWidget *TestNameDialog::makeNameField()
{
    m_edit = new QLineEdit;
    m_hint = new PlainLabel;
    m_hint->setWordWrap(true);
    auto *label = new PlainLabel(tr("&Save this test under the name:"));
    label->setBuddy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &TestNameDialog::update);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, m_edit,
            [this](const QModelIndex &index) { m_edit->setText(index.data().toString()); });

    auto *field = new QWidget;
    auto *layout = new QVBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_edit);
    layout->addWidget(m_hint);
    return field;
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
    return m_list->currentIndex().data().toString();
}

} // namespace Molotov
