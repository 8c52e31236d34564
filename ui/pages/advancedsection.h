// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

#include <QWidget>

class QAbstractItemModel;
class QToolButton;

namespace Molotov {

class AdvancedForm;
class ProblemMark;

/// All that most tests leave as it is: folded away, with a word of how many settings are not.
class AdvancedSection : public QWidget
{
    Q_OBJECT

public:
    /// `scenarios`: names in the first column, to choose from; lives longer.
    explicit AdvancedSection(const QAbstractItemModel *scenarios, QWidget *parent = nullptr);

    void showProfile(const Profile &profile);
    void showProblems(const QMap<ProfileField, QString> &problems);
    void writeTo(Profile &profile) const;
    /// The fields that can be typed in are left to setFieldsReadOnly().
    void setReadOnly(bool readOnly);
    QMap<ProfileField, QString> typingProblems() const;
    void dropTyping();

    /// How many settings of this section are not what they are by default.
    static int countOfChanged(const Profile &profile);

Q_SIGNALS:
    void edited();
    /// A person wants to choose an extension in a dialog.
    void extensionRequested();

private:
    void makeHeader();
    void update();

    QToolButton *m_header;
    ProblemMark *m_mark = nullptr; // in the place of those of the fields while they are folded away
    AdvancedForm *m_form;
    bool m_expanded = false;
    int m_changed = 0;
};

} // namespace Molotov
