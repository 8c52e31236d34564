// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSortFilterProxyModel>

namespace Molotov {

class HistoryModel;

/// The runs of a history that a person looks for: those of one test, with a text in their names, notes or
/// files.
class HistoryFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// The model is not owned, and lives longer.
    explicit HistoryFilter(HistoryModel *model, QObject *parent = nullptr);

    /// Empty for all tests.
    void setTest(const QString &test);
    /// All of its words must be there, in any order.
    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    const HistoryModel *m_model;
    QString m_test;
    QStringList m_words;
};

} // namespace Molotov
