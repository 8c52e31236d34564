// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/historyfilter.h"

#include "ui/models/historymodel.h"

#include <algorithm>

namespace Molotov {

HistoryFilter::HistoryFilter(HistoryModel *model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(model);
}

void HistoryFilter::setTest(const QString &test)
{
    m_test = test;
    invalidateFilter();
}

void HistoryFilter::setText(const QString &text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool HistoryFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto &run = m_model->run(row);
    if (!m_test.isEmpty() && RunEntryWords::test(run) != m_test)
        return false;
    const QStringList texts{run.test, run.title, run.note, run.scenarioFile,
                            RunEntryWords::verdict(verdictOf(run))};
    const auto all = texts.join(QLatin1Char('\n'));
    return std::all_of(m_words.begin(), m_words.end(),
                       [&all](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace Molotov
