// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/sourcemap.h"
#include "core/model/protocol/framereader.h"
#include "core/model/result.h"

#include <QCoreApplication>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <chrono>

namespace Molotov {

class Compilation;

/// A file of the user's with all that it imports, as a helper can run it.
struct CompiledModule
{
    QString sourceFile; ///< absolute
    QString sourceName; ///< for stack traces: the file's name, unique among the modules of a scenario
    QString code; ///< one ES2016 module that imports nothing but "molotov"
    SourceMap map; ///< of `code`
    QStringList ownFiles; ///< all that went into it but files of packages; absolute paths
    QStringList warnings; ///< whole sentences, about what has no effect
};

/// A scenario file with the extensions that are loaded before it.
struct CompiledScenario : CompiledModule
{
    QList<CompiledModule> extensions; ///< in the order of the profile
};

/// What a compilation may use.
struct CompilerLimits
{
    std::chrono::milliseconds time = std::chrono::seconds(30); ///< for each call of esbuild
    qint64 codeSize = Protocol::MaxFrameSize - (1 << 20); ///< bytes; leaves room for the rest of the message
};

/// Compiles scenario files with esbuild, one at a time and without making anybody wait.
///
/// An extension is compiled as a scenario file is, by itself: its imports are bound to its own project.
class ScenarioCompiler : public QObject
{
    Q_OBJECT

public:
    /// `esbuildProgram`: a path; empty when it was not found, which compile() then says.
    explicit ScenarioCompiler(QString esbuildProgram, QObject *parent = nullptr);

    /// Ends with compiled() or failed(), never from within the call. A compilation that is under way is
    /// dropped and says nothing more.
    void compile(const QString &scenarioFile, const QStringList &extensions = {});

    /// A fetched repository, of which files that lie in it may import all, and nothing else.
    void setRepository(const QString &folder) { m_repository = folder; }
    void setLimits(const CompilerLimits &limits) { m_limits = limits; }

Q_SIGNALS:
    void compiled(const Molotov::CompiledScenario &scenario);
    void failed(const Molotov::Error &error);

private:
    void compileNext();
    void take(const Result<CompiledModule> &result);

    QString m_esbuild;
    QString m_repository;
    CompilerLimits m_limits;
    Compilation *m_compilation = nullptr; // a child; none when nothing is under way
    QStringList m_files; // the scenario file and its extensions
    QList<CompiledModule> m_modules; // of the first of m_files
};

} // namespace Molotov
