// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/pageregistry.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace Molotov {

class HistoryFlow;
class RunPage;
class StoredRun;

/// A run that was kept, as it could be seen when it had ended.
class KeptRunPage : public QWidget
{
    Q_OBJECT

public:
    explicit KeptRunPage(const PageContext &context, QWidget *parent = nullptr);
    ~KeptRunPage() override;

private:
    QWidget *makeHeader(const PageContext &context);
    void showCurrent();
    void showHeader();

    HistoryFlow *m_flow;
    QVBoxLayout *m_layout;
    QLabel *m_name;
    QLabel *m_detail;
    QCheckBox *m_leavesOut;
    std::unique_ptr<StoredRun> m_run;
    std::unique_ptr<RunModels> m_models; // fed by m_run
    std::unique_ptr<RunPage> m_page; // shows m_models
};

} // namespace Molotov
