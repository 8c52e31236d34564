// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;

namespace Molotov {

/// Says in words what is wrong with the field that it stands below; takes no room when nothing is.
class ProblemLabel : public QWidget
{
    Q_OBJECT

public:
    /// Screen readers hear the problem as the description of `field`.
    explicit ProblemLabel(QWidget *field, QWidget *parent = nullptr);

    void setProblem(const QString &text);
    QString problem() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void adaptColor();

    QPointer<QWidget> m_field;
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace Molotov
