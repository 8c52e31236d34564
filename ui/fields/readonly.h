// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QWidget;

namespace Molotov {

/// Makes all line edits and spin boxes in `form` read-only or not. Unlike disabled ones they can be read and
/// copied from, and they look like text rather than like fields.
void setFieldsReadOnly(QWidget *form, bool readOnly);

} // namespace Molotov
