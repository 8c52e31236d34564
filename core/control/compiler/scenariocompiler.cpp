// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/scenariocompiler.h"

#include "core/control/compiler/compilation.h"

#include <QFileInfo>

#include <utility>

namespace Molotov {

ScenarioCompiler::ScenarioCompiler(QString esbuildProgram, QObject *parent)
    : QObject(parent)
    , m_esbuild(std::move(esbuildProgram))
{
}

void ScenarioCompiler::compile(const QString &scenarioFile)
{
    if (m_compilation != nullptr) {
        m_compilation->disconnect(this);
        m_compilation->deleteLater();
    }
    m_compilation = new Compilation(m_esbuild, m_limits, this);
    connect(m_compilation, &Compilation::finished, this, [this](const Result<CompiledScenario> &result) {
        std::exchange(m_compilation, nullptr)->deleteLater();
        if (result)
            Q_EMIT compiled(*result);
        else
            Q_EMIT failed(result.error());
    });
    // Queued: whoever calls has not connected yet, or does not expect an answer on his own stack.
    QMetaObject::invokeMethod(
        m_compilation, [compilation = m_compilation, scenarioFile] { compilation->start(scenarioFile); },
        Qt::QueuedConnection);
}

} // namespace Molotov
