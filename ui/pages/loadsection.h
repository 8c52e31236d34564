// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadshapes.h"
#include "ui/models/loadkind.h"

#include <QMap>
#include <QWidget>

#include <optional>

namespace Molotov {

class LoadForm;
class LoadKindBar;
class LoadPreview;

/// How much load is sent, and for how long: its kind, a preview of it, and the fields of that kind. What is
/// typed into those of another kind comes back when that is chosen again.
class LoadSection : public QWidget
{
    Q_OBJECT

public:
    explicit LoadSection(QWidget *parent = nullptr);

    /// Another test is open: what was typed for the one before is forgotten.
    void openProfile(const Profile &profile);
    /// The settings changed.
    void showProfile(const Profile &profile);
    /// Only what applies to the kind that is chosen.
    void writeTo(Profile &profile) const;
    /// `problems`: of all settings of the test.
    void showProblems(const QMap<ProfileField, QString> &problems);
    /// What is typed and can be in no profile, or is missing.
    QMap<ProfileField, QString> typingProblems() const;
    /// The fields that can be typed in are left to setFieldsReadOnly().
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

private:
    void setKind(LoadKind kind);
    void chooseKind();
    void applyShape(LoadShape shape);
    LoadKinds::Fields fields(LoadKind kind) const;
    Profile reduced() const;
    void showPreview(const Profile &profile);

    LoadKindBar *m_kind;
    LoadPreview *m_preview;
    LoadForm *m_form;

    Profile m_opened;
    /// What the last shape was made for, and what it came to: the next one has the same base, unless that was
    /// changed.
    struct UsedShape
    {
        double base = 0;
        QString stages;
    };
    std::optional<UsedShape> m_usedShape;
};

} // namespace Molotov
