// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/profileeditor.h"

#include <QSignalSpy>
#include <QTest>

using namespace Molotov;

class TestProfileEditor : public QObject
{
    Q_OBJECT

private:
    static Profile good()
    {
        Profile profile;
        profile.scenarioFile = QStringLiteral("/tests/shop.ts");
        return profile;
    }
    static Profile withWorkers(int workers)
    {
        auto profile = good();
        profile.workers = workers;
        return profile;
    }

private Q_SLOTS:
    void nothingOpenIsNotReady()
    {
        ProfileEditor editor;
        QVERIFY(!editor.isReady());
        QVERIFY(!editor.isModified());
        editor.edit(good());
        QCOMPARE(editor.profile(), Profile());
    }

    void readinessIsToldWhenItChanges()
    {
        ProfileEditor editor;
        QSignalSpy ready(&editor, &ProfileEditor::readyChanged);
        editor.open({}, Profile());
        QVERIFY(editor.problems().contains(ProfileField::ScenarioFile));
        QCOMPARE(ready.count(), 0);
        editor.edit(good());
        QCOMPARE(ready.takeFirst(), QVariantList{true});
        editor.edit(withWorkers(0));
        QCOMPARE(ready.takeFirst(), QVariantList{false});
        QCOMPARE(editor.problems().keys(), QList{ProfileField::Workers});
        editor.edit(withWorkers(5));
        QCOMPARE(ready.takeFirst(), QVariantList{true});
        editor.close();
        QCOMPARE(ready.takeFirst(), QVariantList{false});
    }

    void theSystemHasLimits()
    {
        ProfileEditor editor({.descriptors = 1024});
        editor.open({}, withWorkers(974));
        QVERIFY(editor.isReady());
        editor.edit(withWorkers(2000));
        QVERIFY(!editor.isReady());
        QVERIFY(editor.problems().value(ProfileField::Workers).contains(QStringLiteral("at most 974")));
    }

    void onlyTheFirstProblemOfAFieldIsShown()
    {
        ProfileEditor editor;
        auto profile = good();
        profile.rampUp = std::chrono::milliseconds(-1);
        profile.duration = std::chrono::milliseconds(-2);
        editor.open({}, profile);
        QCOMPARE(editor.problems().value(ProfileField::RampUp), profile.validate().constFirst().text);
        QCOMPARE(editor.problems().keys(), (QList{ProfileField::RampUp, ProfileField::Duration}));
    }

    void whatValidateCannotKnowCountsToo()
    {
        ProfileEditor editor;
        editor.open({}, good());
        QSignalSpy problems(&editor, &ProfileEditor::problemsChanged);
        editor.setExtraProblem(ProfileField::ScenarioFile, QStringLiteral("shop.ts:3:1: no."));
        QCOMPARE(editor.problems().value(ProfileField::ScenarioFile), QStringLiteral("shop.ts:3:1: no."));
        QVERIFY(!editor.isReady());
        editor.setExtraProblem(ProfileField::ScenarioFile, {});
        QVERIFY(editor.isReady());
        QCOMPARE(problems.count(), 2);
        editor.setExtraProblem(ProfileField::Environment, QStringLiteral("twice"));
        editor.open(QStringLiteral("other"), good());
        QVERIFY(editor.isReady()); // it was of the profile before
    }

    void whatWasTypedBackIsNotModified()
    {
        ProfileEditor editor;
        editor.open(QStringLiteral("shop"), good());
        QSignalSpy modified(&editor, &ProfileEditor::modifiedChanged);
        editor.edit(withWorkers(7));
        QCOMPARE(modified.takeFirst(), QVariantList{true});
        editor.edit(good());
        QCOMPARE(modified.takeFirst(), QVariantList{false});
    }

    void savingMarksWhatWasSavedNotWhatIsThereNow()
    {
        ProfileEditor editor;
        editor.open({}, good());
        editor.edit(withWorkers(2));
        const auto saved = editor.profile();
        editor.edit(withWorkers(3));
        editor.markSaved(QStringLiteral("shop"), saved);
        QVERIFY(editor.isModified());
        QCOMPARE(editor.name(), QStringLiteral("shop"));
        editor.edit(withWorkers(2));
        QVERIFY(!editor.isModified());
    }

    void aLockedProfileCannotBeChangedOrStarted()
    {
        ProfileEditor editor;
        editor.open({}, good());
        editor.setLocked(true);
        QVERIFY(!editor.isReady());
        editor.edit(withWorkers(9));
        QCOMPARE(editor.profile(), good());
        editor.setLocked(false);
        QVERIFY(editor.isReady());
    }
};

QTEST_GUILESS_MAIN(TestProfileEditor)
#include "tst_profileeditor.moc"
