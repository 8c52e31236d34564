// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;

namespace Molotov {

/// What stands in the way of a form, in words, below it. Its room is always kept: nothing moves when there is
/// something to say.
class ProblemStrip : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Locked, Problem };

    explicit ProblemStrip(QWidget *parent = nullptr);

    /// An empty text takes it away.
    void say(Kind kind, const QString &text);
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void paint();

    Kind m_kind = Kind::Problem;
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace Molotov
