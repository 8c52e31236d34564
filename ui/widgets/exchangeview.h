// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/protocol/messages.h"
#include "ui/models/recordtablemodel.h"

#include <QWidget>

#include <optional>

class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace Molotov {

class DataTable;
class MessageView;

/// All of one exchange: when and by whom it was sent and what its time went to, its request and its response.
class ExchangeView : public QWidget
{
    Q_OBJECT

public:
    explicit ExchangeView(QWidget *parent = nullptr);

    /// Nothing: the person has chosen none.
    void setExchange(const std::optional<Protocol::TracedExchange> &exchange);
    /// "caption: value" of the overview, a line each.
    QString overviewText() const;

private:
    struct Fact
    {
        QString caption;
        QString value;
    };

    static QList<RecordTableModel<Fact>::Column> columns();
    static QList<Fact> factsOf(const Protocol::TracedExchange &traced);
    static QList<Fact> timesOf(const Protocol::TracedExchange &traced);
    QWidget *makeOverview();
    QToolButton *makeCopyButton();

    std::optional<Protocol::TracedExchange> m_exchange;
    RecordTableModel<Fact> m_facts;
    QStackedWidget *m_pages; // nothing is chosen, or the exchange
    QTabWidget *m_tabs;
    QLabel *m_failure;
    DataTable *m_overview;
    MessageView *m_request;
    MessageView *m_response;
};

} // namespace Molotov
