// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"
#include "core/model/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace Molotov {

/// A file of named profiles: a superset of Molotov's molotov.json.
///
/// `{"molotov": {"version": 1, "env": {K: V}, "tests": {NAME: {"scenario": FILE, "workers": N, …}}}}`. Keys
/// of a test are Molotov's option names (scenario, workers, processes, duration, ramp_up, max_runs, delay,
/// single_mode and so on) plus base_url, iteration_timeout, statsd_raw_names, fold_names, mask_headers,
/// thresholds, hosts, addresses, allowed_hosts, check_target and env; times are seconds. Paths are kept
/// relative to the folder of the file. When the file is saved, only the values that have changed are written
/// anew; all other bytes of it stay, with the keys that this version does not know.
class ProfileFile
{
    using Environment = QMap<QString, std::optional<QString>>;

public:
    /// What this program writes, and the newest that it reads.
    static constexpr int FormatVersion = 1;

    ProfileFile() = default;

    /// Reads a file. The error says what is wrong, at which line or in which field, and what to do.
    static Result<ProfileFile> load(const QString &path);
    /// The same for the text of a file that lies, or will lie, at `path`.
    static Result<ProfileFile> parse(const QByteArray &text, const QString &path);

    /// Writes the file whole or not at all.
    Status save(const QString &path) const;
    /// What save() writes to `path`.
    QByteArray toJson(const QString &path) const;

    /// Sorted.
    QStringList names() const { return m_tests.keys(); }
    bool contains(const QString &name) const { return m_tests.contains(name); }
    /// Only for a name of names().
    Profile profile(const QString &name) const;
    /// Keys of a test, and of the whole file, that are kept but mean nothing here, as Molotov's requirements.
    QStringList unusedKeys(const QString &name) const;
    void setProfile(const QString &name, const Profile &profile);
    /// Takes over a test of another file under a name of this one, with the keys that we do not know.
    void adopt(const ProfileFile &other, const QString &otherName, const QString &name);

private:
    struct Test
    {
        Profile profile;
        QJsonObject keys; // as read, with those that we do not know
        bool isInText = false; // where `keys` come from
    };

    /// The variables of the whole file that each test still has; the others become those of single tests.
    Environment stillShared(Environment environment) const;

    QByteArray m_text; // as read; empty if the file is new
    QMap<QString, Test> m_tests;
    QJsonObject m_root; // as read
};

} // namespace Molotov
