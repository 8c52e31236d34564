// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/stagesfield.h"

#include "ui/fields/plainlabel.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace Molotov {

namespace {

constexpr int VisibleRows = 5; // always, so that nothing below moves when there is one more

/// Marks the cells that are no part of a stage.
class StageDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(StageListModel::ProblemRole).toString().isEmpty())
            return;
        // The palette's own upon the colour of what is selected, where red cannot be read.
        const bool isSelected = option->state & QStyle::State_Selected;
        const auto color = isSelected ? option->palette.color(QPalette::HighlightedText)
                                      : Theme(option->palette).errorText();
        option->palette.setColor(QPalette::Text, color);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(1, 1) * option->fontMetrics.height();
        option->icon = tintedIcon(QStringLiteral("problem"), color);
    }
};

} // namespace

StagesField::StagesField(StageListModel::Load load, QWidget *parent)
    : QWidget(parent)
    , m_model(load)
    , m_label(new PlainLabel(tr("Stages")))
    , m_table(new QTableView)
    , m_text(new QLineEdit)
{
    makeTable();
    makeText(load);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(makeTitle());
    layout->addWidget(m_table);
    layout->addWidget(m_text);

    connect(&m_model, &StageListModel::edited, this, &StagesField::onEdited);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &StagesField::updateButtons);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &StagesField::updateButtons);
    updateButtons();
}

QWidget *StagesField::makeTitle()
{
    m_label->setBuddy(m_table);
    m_add = makeButton("addStage", QStringLiteral("add"), tr("Add a stage below the selected one (Ins)"),
                       Qt::Key_Insert);
    m_remove = makeButton("removeStage", QStringLiteral("remove"), tr("Remove the selected stages (Del)"),
                          QKeySequence::Delete);
    m_up = makeButton("moveStageUp", QStringLiteral("up"), tr("Move the selected stage up (Alt+Up)"),
                      QKeySequence(Qt::ALT | Qt::Key_Up));
    m_down = makeButton("moveStageDown", QStringLiteral("down"),
                        tr("Move the selected stage down (Alt+Down)"), QKeySequence(Qt::ALT | Qt::Key_Down));
    connect(m_add, &QToolButton::clicked, this, &StagesField::add);
    connect(m_remove, &QToolButton::clicked, this, &StagesField::removeSelected);
    connect(m_up, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { move(1); });

    auto *title = new QWidget;
    auto *layout = new QHBoxLayout(title);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_label, 1);
    for (auto *button : {m_add, m_remove, m_up, m_down})
        layout->addWidget(button);
    return title;
}

QToolButton *StagesField::makeButton(const char *name, const QString &icon, const QString &toolTip,
                                     const QKeySequence &keys)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(paletteIcon(icon));
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    auto *action = new QAction(m_table);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut); // in a cell that is edited, keys are for its text
    connect(action, &QAction::triggered, button, &QToolButton::click);
    m_table->addAction(action);
    return button;
}

void StagesField::makeTable()
{
    m_table->setAccessibleName(tr("Stages"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new StageDelegate(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                             | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    m_table->setFixedHeight(header->sizeHint().height()
                            + VisibleRows * m_table->verticalHeader()->defaultSectionSize()
                            + 2 * m_table->frameWidth());
}

void StagesField::makeText(StageListModel::Load load)
{
    const bool isRate = load == StageListModel::Load::Rate;
    m_text->setObjectName(isRate ? QStringLiteral("rateStagesText") : QStringLiteral("stagesText"));
    m_text->setAccessibleName(tr("The stages as text"));
    m_text->setPlaceholderText(isRate ? QStringLiteral("30s:10/s, 1m:50/s")
                                      : QStringLiteral("30s:10, 1m:50"));
    m_text->setToolTip(tr("The stages as text, as in a profile file and in options: a time and a load each, "
                          "with commas between them"));
    m_text->setAcceptDrops(false); // files are for the window
    connect(m_text, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_model.setText(text.trimmed());
        Q_EMIT edited();
    });
}

void StagesField::setText(const QString &text)
{
    m_model.setText(text);
    showText();
}

void StagesField::setReadOnly(bool readOnly)
{
    m_model.setReadOnly(readOnly);
    updateButtons();
}

void StagesField::add()
{
    const int current = m_table->currentIndex().row();
    const auto index = m_model.index(m_model.addStage(current < 0 ? m_model.rowCount() - 1 : current), 0);
    m_table->setCurrentIndex(index);
    m_table->setFocus();
    m_table->edit(index);
}

void StagesField::removeSelected()
{
    QList<int> rows;
    const auto selected = m_table->selectionModel()->selectedRows();
    for (const auto &index : selected)
        rows.append(index.row());
    m_model.removeStages(rows);
}

void StagesField::move(int by)
{
    m_model.moveStage(m_table->currentIndex().row(), by);
    updateButtons();
}

void StagesField::onEdited()
{
    showText();
    updateButtons();
    Q_EMIT edited();
}

void StagesField::showText()
{
    m_text->setText(m_model.text());
    m_text->setCursorPosition(0); // the first stages, when not all fit
}

void StagesField::updateButtons()
{
    const auto rows = m_table->selectionModel()->selectedRows();
    const int row = rows.size() == 1 ? rows.first().row() : -1;
    m_add->setEnabled(!m_model.isReadOnly());
    m_remove->setEnabled(!m_model.isReadOnly() && !rows.isEmpty());
    m_up->setEnabled(m_model.canMove(row, -1));
    m_down->setEnabled(m_model.canMove(row, 1));
}

} // namespace Molotov
