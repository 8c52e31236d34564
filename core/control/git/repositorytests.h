// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/git/repository.h"
#include "core/model/profilefile.h"

#include <QStringList>

namespace Molotov {

/// A test of a repository, ready to run.
struct RepositoryTest
{
    QString name;
    Profile profile;
    QStringList notices; ///< what is not done that the repository asks for; each a sentence
};

/// The tests that a checked out repository offers. It comes from a stranger: none of its files may lead out
/// of it, and it is given no variable of this computer that nobody has named.
class RepositoryTests
{
    Q_DECLARE_TR_FUNCTIONS(RepositoryTests)

public:
    /// `profileFile`: relative to the repository; empty for molotov.json.
    static Result<RepositoryTests> read(const Checkout &checkout, const QString &profileFile = {});

    QStringList names() const { return m_file.names(); }
    /// The test of a name; with an empty one the only test, or the one that is called “test”.
    Result<RepositoryTest> test(const QString &name) const;

private:
    Error noSuchTest(const QString &name) const;

    Checkout m_checkout;
    QString m_shownFile;
    ProfileFile m_file;
};

} // namespace Molotov
