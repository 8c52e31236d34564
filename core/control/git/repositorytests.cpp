// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/git/repositorytests.h"

#include "core/control/compiler/importscope.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace Molotov {

namespace {

// Also when a link leads there: what is outside of the repository is none of its business.
Status checkInside(const QString &path, const Checkout &checkout)
{
    const QDir folder(checkout.folder);
    const auto shown = folder.relativeFilePath(path);
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink() && !shown.startsWith(QLatin1String("..")))
        return Error{RepositoryTests::tr("%1 has no file %2.").arg(checkout.shownUrl, shown)};
    if (!ImportScope::isInside(path, folder))
        return Error{RepositoryTests::tr("%1 leads out of the repository %2, which is not allowed.")
                         .arg(shown, checkout.shownUrl)};
    return {};
}

// The profile files that are elsewhere, to be named.
QStringList otherProfileFiles(const QString &folder)
{
    constexpr qsizetype Shown = 5;
    QStringList found;
    QDirIterator files(folder, {QStringLiteral("molotov.json")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext() && found.size() < Shown)
        found.append(QDir(folder).relativeFilePath(files.next()));
    return found;
}

} // namespace

Result<RepositoryTests> RepositoryTests::read(const Checkout &checkout, const QString &profileFile)
{
    RepositoryTests tests;
    tests.m_checkout = checkout;
    tests.m_shownFile = profileFile.isEmpty() ? QStringLiteral("molotov.json") : profileFile;
    const auto path = QDir::cleanPath(QDir(checkout.folder).absoluteFilePath(tests.m_shownFile));
    if (profileFile.isEmpty() && !QFileInfo::exists(path)) {
        const auto others = otherProfileFiles(checkout.folder);
        if (others.isEmpty())
            return Error{tr("%1 has no molotov.json, which says what to run.").arg(checkout.shownUrl)};
        return Error{
            tr("%1 has no molotov.json at its top; name one of these as the profile file (--config): %2.")
                .arg(checkout.shownUrl, others.join(QStringLiteral(", ")))};
    }
    if (const auto status = checkInside(path, checkout); !status)
        return status.error();
    const auto file = ProfileFile::load(path);
    if (!file)
        return file.error();
    tests.m_file = *file;
    return tests;
}

Error RepositoryTests::noSuchTest(const QString &name) const
{
    const auto list = names().join(QStringLiteral(", "));
    if (name.isEmpty())
        return Error{tr("%1 of %2 holds several tests; name one of them: %3.")
                         .arg(m_shownFile, m_checkout.shownUrl, list)};
    return Error{
        tr("%1 of %2 holds no test “%3”; it has: %4.").arg(m_shownFile, m_checkout.shownUrl, name, list)};
}

Result<RepositoryTest> RepositoryTests::test(const QString &name) const
{
    RepositoryTest test;
    test.name = !name.isEmpty() ? name : names().size() == 1 ? names().first() : QStringLiteral("test");
    if (!m_file.contains(test.name))
        return noSuchTest(name);
    test.profile = m_file.profile(test.name);
    test.profile.repository = m_checkout.folder;
    for (const auto &file : QStringList(test.profile.scenarioFile) + test.profile.extensions) {
        if (file.isEmpty())
            continue; // validate() says that
        if (const auto status = checkInside(file, m_checkout); !status)
            return status.error();
    }
    for (const auto &key : m_file.unusedKeys(test.name))
        test.notices.append(tr("%1: “%2” has no meaning here and is left alone.").arg(m_shownFile, key));
    // A foreign test must not say which files are written here, nor open this computer to others, nor get the
    // tokens that are meant for other servers.
    if (!test.profile.prometheus.isEmpty()) {
        test.profile.prometheus.clear();
        test.notices.append(
            tr("The test asks for metrics for Prometheus, which it is not given unless you say where "
               "(--prometheus)."));
    }
    if (!test.profile.jsonLines.isEmpty()) {
        test.profile.jsonLines.clear();
        test.notices.append(
            tr("The test asks for JSON lines, which are not written unless you say where (--json-lines)."));
    }
    if (!test.profile.influxdb.isEmpty()) {
        test.profile.influxdb.clear();
        test.notices.append(tr(
            "The test asks for lines for InfluxDB, which are not sent unless you say where (--influxdb)."));
    }
    if (!test.profile.otlp.isEmpty()) {
        test.profile.otlp.clear();
        test.notices.append(
            tr("The test asks for OpenTelemetry metrics, which are not sent unless you say where (--otlp)."));
    }
    for (const auto &variable : test.profile.environment.keys()) {
        if (test.profile.environment.value(variable))
            continue;
        test.profile.environment.remove(variable);
        test.notices.append(
            tr("The test asks for this computer's variable %1, which it is not given unless you add "
               "it to the environment of the test (--env %1).")
                .arg(variable));
    }
    return test;
}

} // namespace Molotov
