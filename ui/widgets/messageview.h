// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/protocol/messages.h"
#include "ui/models/recordtablemodel.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace Molotov {

class DataTable;
class PictureView;

/// A request or a response: its header fields as a table, and below it the body as text, as a picture or in
/// hexadecimal. No more of it is laid out than ExchangeText::Shown.
class MessageView : public QWidget
{
    Q_OBJECT

public:
    /// `name`: what it shows, for those who cannot see it.
    explicit MessageView(const QString &name, QWidget *parent = nullptr);

    void setMessage(const Protocol::SampledHead &head, const Protocol::SampledBody &body);
    /// There is no message, which the sentence explains.
    void setMissing(const QString &why);
    /// What stands below the fields; the note is empty mostly.
    QString bodyText() const;
    QString note() const;
    bool showsPicture() const;

private:
    static QList<RecordTableModel<Protocol::SampledField>::Column> columns();
    QWidget *makeBody(const QString &name);
    QString showBody(const Protocol::SampledHead &head, const Protocol::SampledBody &body);
    void setNote(const QString &note);

    RecordTableModel<Protocol::SampledField> m_fields;
    DataTable *m_table;
    QStackedWidget *m_kinds; // of the body
    QPlainTextEdit *m_text;
    PictureView *m_picture;
    QLabel *m_note;
};

} // namespace Molotov
