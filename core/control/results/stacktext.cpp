// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/stacktext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Molotov::StackText {

namespace {

const QString Function = QStringLiteral("function");
const QString File = QStringLiteral("file");
const QString Line = QStringLiteral("line");
const QString Column = QStringLiteral("column");

} // namespace

QString of(const QList<StackFrame> &stack)
{
    QJsonArray calls;
    for (const auto &frame : stack) {
        calls.append(QJsonObject{{Function, frame.function},
                                 {File, frame.place.file},
                                 {Line, frame.place.line},
                                 {Column, frame.place.column}});
    }
    return QString::fromUtf8(QJsonDocument(calls).toJson(QJsonDocument::Compact));
}

QList<StackFrame> parse(const QString &text)
{
    QList<StackFrame> stack;
    const auto calls = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto &call : calls) {
        stack.append({.function = call[Function].toString(),
                      .place = {.file = call[File].toString(),
                                .line = call[Line].toInt(),
                                .column = call[Column].toInt()}});
    }
    return stack;
}

} // namespace Molotov::StackText
