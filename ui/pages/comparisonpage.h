// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/pageregistry.h"

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QLayout;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace Molotov {

class ComparisonModel;
class DataTable;
struct RunEntry;
class OverlayChart;

/// Two kept runs side by side: what changed in words, what to beware of, their lines one upon the other, and
/// all figures.
class ComparisonPage : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonPage(const PageContext &context, QWidget *parent = nullptr);

private:
    QWidget *makeHeader(const PageContext &context);
    QLayout *makeLegend();
    QWidget *makeBody();
    void showBusy();
    void showFailure(const QString &text);
    void showComparison();
    void showLegend();
    QString remarks() const;

    ComparisonModel *m_model;
    QLabel *m_before;
    QLabel *m_after;
    QLabel *m_overall;
    QDoubleSpinBox *m_tolerance;
    QPushButton *m_swap;
    QStackedWidget *m_pages; // the text, or the body
    QLabel *m_text;
    QPlainTextEdit *m_remarks;
    OverlayChart *m_throughput;
    OverlayChart *m_latency;
    DataTable *m_table;
};

} // namespace Molotov
