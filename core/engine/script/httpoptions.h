// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/cookie.h"
#include "core/engine/http/httpmessages.h"

#include <QVariantMap>

#include <chrono>

class QJSValue;

// What the script runtime says of HTTP, as C++ has it. It has checked all that a script gave.
namespace Molotov {

struct SessionShape;

/// A script's wait; at most a year, so that no sum overflows.
std::chrono::microseconds toDuration(double milliseconds);
/// Of a list of name, value, name, value, …
HttpHeaders toHeaders(const QJSValue &flat);
/// Of js/requestoptions.js.
void readOptions(const QJSValue &options, HttpRequest &request);
/// Of js/sessionoptions.js.
SessionShape toShape(const QVariantMap &options);
/// Of js/cookies.js.
Cookie toCookie(const QString &name, const QString &value, const QVariantMap &options);

} // namespace Molotov
