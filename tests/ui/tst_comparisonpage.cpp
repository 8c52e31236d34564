// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultwriter.h"
#include "tests/support/measuredrun.h"
#include "ui/models/comparisonmodel.h"
#include "ui/pages/comparisonpage.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Molotov;

class TestComparisonPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_before = write(QStringLiteral("before"), 1);
        m_after = write(QStringLiteral("after"), 2);
    }

    void twoRunsAreComparedInWords()
    {
        ComparisonModel model;
        ComparisonPage page({.comparison = &model});
        page.resize(1'000, 700);
        page.show();
        model.compare(m_before, m_after);
        QVERIFY(texts(page).contains(QStringLiteral("Comparing…")));
        QTRY_VERIFY(!model.isBusy());
        const auto rows = model.runs().comparison.rows.size();
        QVERIFY(rows > 0);
        QCOMPARE(page.findChild<QTableView *>()->model()->rowCount(), int(rows));
        QVERIFY(!page.findChild<QPlainTextEdit *>()->toPlainText().isEmpty());
        QVERIFY(!page.grab().isNull());
    }

    void theyCanBeSwapped()
    {
        ComparisonModel model;
        ComparisonPage page({.comparison = &model});
        model.compare(m_before, m_after);
        QTRY_VERIFY(!model.isBusy());
        const auto before = model.runs().before.path;
        button(page, QStringLiteral("Swap"))->click();
        QTRY_VERIFY(!model.isBusy());
        QCOMPARE(model.runs().after.path, before);
    }

    void theToleranceCounts()
    {
        ComparisonModel model;
        ComparisonPage page({.comparison = &model});
        model.compare(m_before, m_after);
        QTRY_VERIFY(!model.isBusy());
        QCOMPARE(model.runs().comparison.options.tolerance, 0.02);
        page.findChild<QDoubleSpinBox *>()->setValue(50);
        QTRY_COMPARE(model.runs().comparison.options.tolerance, 0.5);
    }

    void whatCannotBeReadIsSaid()
    {
        ComparisonModel model;
        ComparisonPage page({.comparison = &model});
        model.compare(m_before, m_folder.filePath(QStringLiteral("gone.molotov-result")));
        QTRY_VERIFY(!model.isBusy());
        QVERIFY(texts(page).contains(QStringLiteral("There is no result %1.")
                                         .arg(m_folder.filePath(QStringLiteral("gone.molotov-result")))));
    }

    void namesOfOthersAreShownAsTheyAre()
    {
        const auto path = write(QStringLiteral("<img src=x>"), 3);
        ComparisonModel model;
        ComparisonPage page({.comparison = &model});
        model.compare(m_before, path);
        QTRY_VERIFY(!model.isBusy());
        const auto all = labels(page);
        QVERIFY(std::any_of(all.begin(), all.end(), [](const QLabel *label) {
            return label->text().contains(QStringLiteral("<img src=x>"))
                   && label->textFormat() == Qt::PlainText;
        }));
    }

    void backIsAsked()
    {
        QList<PageId> shown;
        ComparisonModel model;
        const ComparisonPage page({.comparison = &model, .go = [&shown](PageId id) { shown.append(id); }});
        button(page, QStringLiteral("Back to History"))->click();
        QCOMPARE(shown, QList<PageId>{PageId::History});
    }

private:
    QString write(const QString &test, quint32 seed) const
    {
        const auto path = m_folder.filePath(QStringLiteral("%1.molotov-result").arg(seed));
        MeasuredRun run(3, 25, seed);
        run.info().profile.test = test;
        auto writer = ResultWriter::create(path, run.info());
        for (int i = 0; i < 12; ++i)
            (void)(*writer)->write(run.second());
        (void)(*writer)->write(run.end());
        (void)(*writer)->finish();
        return path;
    }

    static QStringList texts(const QWidget &page)
    {
        QStringList texts;
        for (const auto *label : labels(page))
            texts += label->text();
        return texts;
    }

    static QList<QLabel *> labels(const QWidget &page) { return page.findChildren<QLabel *>(); }

    static QPushButton *button(const QWidget &page, const QString &text)
    {
        for (auto *button : page.findChildren<QPushButton *>()) {
            if (button->text() == text)
                return button;
        }
        qFatal("no such button");
    }

    QTemporaryDir m_folder;
    QString m_before;
    QString m_after;
};

QTEST_MAIN(TestComparisonPage)
#include "tst_comparisonpage.moc"
