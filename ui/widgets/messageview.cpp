// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/messageview.h"

#include "core/control/words/exchangetext.h"
#include "core/control/words/format.h"
#include "ui/fields/plainlabel.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/pictureview.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace Molotov {

using Protocol::SampledField;

namespace {

constexpr int LongestShownField = 4'000;
// A text field takes seconds for a line of 100,000 characters, and a thousandth of that for 100 lines of
// 1,000.
constexpr qsizetype LongestLaidOut = 1'000;

// The text with breaks in lines that are longer.
QString withShortLines(const QString &text)
{
    QString broken;
    qsizetype begin = 0;
    while (begin < text.size()) {
        auto end = text.indexOf(QLatin1Char('\n'), begin);
        if (end < 0)
            end = text.size();
        for (; end - begin > LongestLaidOut; begin += LongestLaidOut)
            broken += text.mid(begin, LongestLaidOut) + QLatin1Char('\n');
        broken += text.mid(begin, end + 1 - begin);
        begin = end + 1;
    }
    return broken;
}

} // namespace

QList<RecordTableModel<SampledField>::Column> MessageView::columns()
{
    return {{tr("Header"), [](const SampledField &field) { return Format::oneLine(field.name); }, {}},
            {tr("Value"),
             [](const SampledField &field) {
                 return Format::oneLine(QString::fromUtf8(field.value), LongestShownField);
             },
             {}}};
}

MessageView::MessageView(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_fields(columns())
    , m_table(new DataTable(&m_fields, RecordTableModel<SampledField>::SortRole))
    , m_kinds(new QStackedWidget)
    , m_text(new QPlainTextEdit)
    , m_picture(new PictureView)
    , m_note(new PlainLabel)
{
    m_table->setAccessibleName(tr("%1: header fields").arg(name));
    m_table->setColumnWidths(1, {QStringLiteral("content-security-p"), {}});
    m_table->setEmptyText(tr("No header fields"));
    copyAsText(m_table);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(makeBody(name));
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({150, 250});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
}

QWidget *MessageView::makeBody(const QString &name)
{
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("%1: body").arg(name));
    m_picture->setAccessibleName(m_text->accessibleName());
    m_kinds->addWidget(m_text);
    m_kinds->addWidget(m_picture);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(6, 2, 6, 4);
    auto *body = new QWidget;
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_kinds, 1);
    layout->addWidget(m_note);
    return body;
}

void MessageView::setMessage(const Protocol::SampledHead &head, const Protocol::SampledBody &body)
{
    m_fields.setRecords({}); // of another message, nothing stays selected
    m_fields.setRecords(head.list);
    QStringList notes;
    if (head.leftOut > 0)
        notes += Format::counted(head.leftOut, tr("more header field is left out."),
                                 tr("more header fields are left out."));
    if (const auto note = showBody(head, body); !note.isEmpty())
        notes += note;
    setNote(notes.join(QLatin1Char(' ')));
}

void MessageView::setMissing(const QString &why)
{
    setMessage({}, {});
    setNote(Format::bounded(why, LongestShownField));
}

// Returns what is to be said of it.
QString MessageView::showBody(const Protocol::SampledHead &head, const Protocol::SampledBody &body)
{
    const auto type = ExchangeText::mediaType(head);
    const bool mayBePicture =
        type.startsWith(QLatin1String("image/")) && !type.endsWith(QLatin1String("xml"));
    if (mayBePicture && body.bytes.size() == body.size && m_picture->setPicture(body.bytes)) {
        m_kinds->setCurrentWidget(m_picture);
        return tr("A picture of %1 × %2 points, %3.")
            .arg(QString::number(m_picture->pictureSize().width()),
                 QString::number(m_picture->pictureSize().height()), Format::bytes(body.size));
    }
    const auto shown = ExchangeText::body(head, body);
    m_text->setLineWrapMode(shown.isBinary ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    m_text->setPlaceholderText(body.size == 0 ? tr("No body") : QString());
    const auto text = withShortLines(shown.text);
    m_text->setPlainText(text);
    m_kinds->setCurrentWidget(m_text);
    const auto broken = text == shown.text
                            ? QString()
                            : tr("(Lines are broken after %1 characters)").arg(Format::count(LongestLaidOut));
    return QString(shown.note + QLatin1Char(' ') + broken).trimmed();
}

void MessageView::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

QString MessageView::bodyText() const
{
    return showsPicture() ? QString() : m_text->toPlainText();
}

QString MessageView::note() const
{
    return m_note->text();
}

bool MessageView::showsPicture() const
{
    return m_kinds->currentWidget() == m_picture;
}

} // namespace Molotov
