// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/scenariocompiler.h"

#include "core/control/compiler/compilation.h"
#include "core/model/temporaryfolder.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace Molotov {

namespace {

// Places in a stack trace are told apart by it.
QString uniqueName(const QString &name, const QList<CompiledModule> &others)
{
    const auto isTaken = [&others](const QString &wanted) {
        return std::any_of(others.begin(), others.end(),
                           [&wanted](const CompiledModule &other) { return other.sourceName == wanted; });
    };
    auto unique = name;
    for (int number = 2; isTaken(unique); ++number)
        unique = QStringLiteral("%1 (%2)").arg(name).arg(number);
    return unique;
}

} // namespace

ScenarioCompiler::ScenarioCompiler(QString esbuildProgram, QObject *parent)
    : QObject(parent)
    , m_esbuild(std::move(esbuildProgram))
{
}

void ScenarioCompiler::compile(const QString &scenarioFile, const QStringList &extensions)
{
    if (m_compilation != nullptr) {
        m_compilation->disconnect(this);
        m_compilation->deleteLater();
    }
    static std::once_flag once;
    std::call_once(once, TemporaryFolder::removeAbandoned);
    m_files = QStringList(scenarioFile) + extensions;
    m_modules.clear();
    compileNext();
}

void ScenarioCompiler::compileNext()
{
    const auto role = m_modules.isEmpty() ? Compilation::Role::Scenario : Compilation::Role::Extension;
    m_compilation = new Compilation(m_esbuild, m_limits, this);
    connect(m_compilation, &Compilation::finished, this, &ScenarioCompiler::take);
    // Queued: whoever calls has not connected yet, or does not expect an answer on his own stack.
    QMetaObject::invokeMethod(
        m_compilation,
        [compilation = m_compilation, file = m_files.at(m_modules.size()), role, repository = m_repository] {
            compilation->start(file, role, repository);
        },
        Qt::QueuedConnection);
}

void ScenarioCompiler::take(const Result<CompiledModule> &result)
{
    std::exchange(m_compilation, nullptr)->deleteLater();
    if (!result) {
        Q_EMIT failed(result.error());
        return;
    }
    auto module = *result;
    module.sourceName = uniqueName(module.sourceName, m_modules);
    m_modules.append(module);
    if (m_modules.size() < m_files.size())
        compileNext();
    else
        Q_EMIT compiled({m_modules.first(), m_modules.mid(1)});
}

} // namespace Molotov
