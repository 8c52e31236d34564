// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"
#include "core/control/words/exchangetext.h"

#include <QList>
#include <QWidget>

class QComboBox;
class QPlainTextEdit;
class QToolButton;

namespace Molotov {

/// Reads the kept samples of an error: the person chooses a sample and one of its exchanges, and sees the
/// request or the response of it; or all of it in a window of its own.
class SampleView : public QWidget
{
    Q_OBJECT

public:
    enum class Part { Request, Response };

    explicit SampleView(QWidget *parent = nullptr);

    /// What the person has chosen stays when there are only more of them.
    void setSamples(const QList<RunSample> &samples);
    void setPart(Part part);
    bool hasSample() const { return !m_samples.isEmpty(); }
    /// All of the chosen sample as plain text; empty when there is none.
    QString sampleText() const;

private:
    void showSample();
    void showMessage();
    const Protocol::SampledExchange *chosenExchange() const;
    void openExchange();
    QString emptyText() const;

    QList<RunSample> m_samples;
    Part m_part = Part::Request;
    QComboBox *m_chosenSample;
    QComboBox *m_chosenExchange;
    QToolButton *m_open;
    QPlainTextEdit *m_text;
    ExchangeText::Message m_shown;
};

} // namespace Molotov
