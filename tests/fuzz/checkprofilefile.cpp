// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profilefile.h"
#include "tests/fuzz/checks.h"

namespace Molotov::Fuzz {

QByteArray checkProfileFile(const QByteArray &text)
{
    const auto path = QStringLiteral("/home/qa/shop/molotov.json");
    const auto file = ProfileFile::parse(text, path);
    if (!file)
        return file.error().text.isEmpty() ? "is refused without a reason" : QByteArray();
    const auto saved = file->toJson(path);
    const auto again = ProfileFile::parse(saved, path);
    if (!again)
        return "cannot be read when it is saved: " + again.error().text.toUtf8() + '\n' + saved;
    if (again->names() != file->names())
        return "has other tests when it is saved:\n" + saved;
    for (const auto &name : file->names()) {
        if (again->profile(name) != file->profile(name) || again->unusedKeys(name) != file->unusedKeys(name))
            return "has another test “" + name.toUtf8() + "” when it is saved:\n" + saved;
        (void)file->profile(name).validate();
    }
    if (again->toJson(path) != saved)
        return "is saved as\n" + saved + "\nand then as\n" + again->toJson(path);
    return {};
}

} // namespace Molotov::Fuzz
