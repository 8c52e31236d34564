// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <functional>
#include <optional>

namespace Molotov {

/// Is told how much is done, from 0 to 100; false means that nobody wants the rest.
using ReportProgress = std::function<bool(int percent)>;

/// An HTML report as a PDF document on A4 pages, which holds the same. Nothing when `progress` ended it. Any
/// thread may call it, if there is a QGuiApplication.
std::optional<QByteArray> pdfReport(const QByteArray &html, const ReportProgress &progress);

} // namespace Molotov
