// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/sampleview.h"

#include "ui/icons.h"
#include "ui/widgets/exchangeview.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDialog>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Molotov {

namespace {

QComboBox *makeChooser(const QString &name, int leastLetters)
{
    auto *chooser = new QComboBox;
    chooser->setAccessibleName(name);
    chooser->setToolTip(name);
    chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    chooser->setMinimumContentsLength(leastLetters);
    chooser->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return chooser;
}

void setEntries(QComboBox *chooser, const QStringList &entries, int current)
{
    const QSignalBlocker blocker(chooser);
    chooser->clear();
    chooser->addItems(entries);
    chooser->setCurrentIndex(current);
    chooser->setVisible(!entries.isEmpty());
    // The list may be wider than the field above it, so that long addresses can be read.
    chooser->view()->setMinimumWidth(chooser->view()->sizeHintForColumn(0) + 24);
}

} // namespace

SampleView::SampleView(QWidget *parent)
    : QWidget(parent)
    , m_chosenSample(makeChooser(tr("Sample of the error"), 8))
    , m_chosenExchange(makeChooser(tr("Request of the iteration"), 12))
    , m_open(new QToolButton)
    , m_text(new QPlainTextEdit)
{
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    m_open->setIcon(paletteIcon(QStringLiteral("try")));
    m_open->setAutoRaise(true);
    m_open->setToolTip(tr("Read this request in a window of its own"));
    m_open->setAccessibleName(m_open->toolTip());

    auto *choosers = new QHBoxLayout;
    choosers->setContentsMargins(6, 0, 4, 4);
    choosers->addWidget(m_chosenSample, 1);
    choosers->addWidget(m_chosenExchange, 1);
    choosers->addWidget(m_open);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(choosers);
    layout->addWidget(m_text, 1);
    connect(m_chosenSample, &QComboBox::currentIndexChanged, this, &SampleView::showSample);
    connect(m_chosenExchange, &QComboBox::currentIndexChanged, this, &SampleView::showMessage);
    connect(m_open, &QToolButton::clicked, this, &SampleView::openExchange);
    setEntries(m_chosenSample, {}, -1);
    showSample();
    setPart(Part::Request);
}

void SampleView::setSamples(const QList<RunSample> &samples)
{
    if (samples == m_samples)
        return;
    const bool isMore = !m_samples.isEmpty() && samples.mid(0, m_samples.size()) == m_samples;
    m_samples = samples;
    QStringList titles;
    for (const auto &sample : samples)
        titles += ExchangeText::title(sample, titles.size(), samples.size());
    setEntries(m_chosenSample, titles, isMore ? m_chosenSample->currentIndex() : 0);
    if (!isMore)
        showSample();
}

void SampleView::setPart(Part part)
{
    m_part = part;
    m_text->setAccessibleName(part == Part::Request ? tr("Request of the sample")
                                                    : tr("Response of the sample"));
    showMessage();
}

QString SampleView::sampleText() const
{
    const int chosen = m_chosenSample->currentIndex();
    return chosen < 0 ? QString() : ExchangeText::whole(m_samples.at(chosen));
}

void SampleView::showSample()
{
    QStringList titles;
    const int chosen = m_chosenSample->currentIndex();
    if (chosen >= 0) {
        for (const auto &exchange : m_samples.at(chosen).sample.exchanges)
            titles += ExchangeText::title(exchange);
    }
    // The last one is mostly the one that went wrong.
    setEntries(m_chosenExchange, titles, int(titles.size()) - 1);
    showMessage();
}

void SampleView::showMessage()
{
    ExchangeText::Message message;
    const auto *chosen = chosenExchange();
    if (chosen != nullptr)
        message = m_part == Part::Request ? ExchangeText::request(*chosen) : ExchangeText::response(*chosen);
    m_open->setVisible(chosen != nullptr);
    m_text->setPlaceholderText(emptyText());
    if (message == std::exchange(m_shown, message))
        return;
    m_text->setLineWrapMode(message.isBinary ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    m_text->setPlainText(message.text);
}

// None as long as there is none to choose.
const Protocol::SampledExchange *SampleView::chosenExchange() const
{
    const int exchange = m_chosenExchange->currentIndex();
    return exchange < 0 ? nullptr
                        : &m_samples.at(m_chosenSample->currentIndex()).sample.exchanges.at(exchange);
}

void SampleView::openExchange()
{
    const auto *chosen = chosenExchange();
    if (chosen == nullptr)
        return;
    auto *window = new QDialog(this);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setWindowTitle(ExchangeText::title(*chosen));
    auto *view = new ExchangeView;
    Protocol::TracedExchange shown;
    shown.exchange = *chosen;
    view->setExchange(shown);
    auto *layout = new QVBoxLayout(window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view);
    window->resize(640, 480);
    window->show();
}

QString SampleView::emptyText() const
{
    if (m_samples.isEmpty())
        return tr("No sample of this error was kept.");
    return tr("The iteration had sent no request before it failed.");
}

} // namespace Molotov
