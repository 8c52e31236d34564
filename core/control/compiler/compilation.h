// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/importscope.h"
#include "core/control/compiler/scenariocompiler.h"
#include "core/model/temporaryfolder.h"

#include <QMap>

#include <functional>

namespace Molotov {

class BundleInputs;
struct EsbuildFailure;

/// One scenario file or extension on its way through esbuild.
///
/// esbuild bundles it; data files become values. esbuild is told to copy these beside the bundle, the copies
/// are rewritten as JavaScript modules, and a second bundling takes them in. esbuild follows the source map
/// of the first bundle, so the last one leads to the user's own files all the same.
class Compilation : public QObject
{
    Q_OBJECT

public:
    Compilation(const QString &esbuild, const CompilerLimits &limits, QObject *parent);

    enum class Role { Scenario, Extension };

    /// Only once. What a file of `repository` imports may come from all of it; see ImportScope.
    void start(const QString &file, Role role, const QString &repository);

Q_SIGNALS:
    void finished(const Molotov::Result<Molotov::CompiledModule> &result);

private:
    Status checkFile(const QString &file) const;
    Status checkName(const QString &file) const;
    void bundle();
    QStringList bundleArguments() const;
    void takeBundle();
    void onBundleFailed(const EsbuildFailure &failure);
    void explain(const EsbuildFailure &failure);
    void noteWarnings(const BundleInputs &inputs);
    void bundleData(const QMap<QString, QString> &dataFiles);
    Status importByRequire(const QStringList &fileNames);
    void deliver(const QString &codeFile);
    using Next = std::function<void()>;
    using Otherwise = std::function<void(const EsbuildFailure &)>;
    void call(const QStringList &arguments, const Next &next, const Otherwise &otherwise);
    QString temporary(QLatin1String name) const { return m_temporary.filePath(name); }
    void fail(const Error &error);

    QString m_esbuild;
    CompilerLimits m_limits;
    Role m_role = Role::Scenario;
    QString m_file; // canonical
    ImportScope m_scope;
    QStringList m_ownFiles;
    QStringList m_warnings;
    bool m_isJsonCopied = false; // as other data files are
    bool m_areTemplatesCalls = false; // as ES5 has them: only where it must be, for they are slower
    TemporaryFolder m_temporary;
};

} // namespace Molotov
