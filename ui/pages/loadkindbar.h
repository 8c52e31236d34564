// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadshapes.h"
#include "ui/models/loadkind.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace Molotov {

/// Chooses the kind of load, or a ready-made one.
class LoadKindBar : public QWidget
{
    Q_OBJECT

public:
    explicit LoadKindBar(QWidget *parent = nullptr);

    LoadKind kind() const;
    /// Tells nobody.
    void setKind(LoadKind kind);
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    /// A person chose another kind.
    void kindChosen();
    void shapeChosen(Molotov::LoadShape shape);

private:
    void makeKinds();
    void makeShapes();
    void explainKind();

    QComboBox *m_kinds;
    QPushButton *m_shapes;
};

} // namespace Molotov
