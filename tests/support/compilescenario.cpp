// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/compilescenario.h"

#include <QProcess>

namespace Molotov::Test {

QString compileScenario(const QString &source)
{
    QProcess esbuild;
    esbuild.start(QStringLiteral("esbuild"),
                  {QStringLiteral("--bundle"), QStringLiteral("--format=esm"),
                   QStringLiteral("--target=es2016"), QStringLiteral("--external:molotov"),
                   QStringLiteral("--loader=ts")});
    esbuild.write(source.toUtf8());
    esbuild.closeWriteChannel();
    esbuild.waitForFinished();
    if (esbuild.exitCode() != 0)
        qFatal("esbuild: %s", esbuild.readAllStandardError().constData());
    return QString::fromUtf8(esbuild.readAllStandardOutput());
}

} // namespace Molotov::Test
