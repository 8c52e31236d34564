// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakehelper/fakehelper.h"

#include "core/engine/standardstreams.h"
#include "core/engine/stdinreader.h"

#include <QCoreApplication>

#include <cstdlib>

using namespace Molotov;

int main(int argc, char *argv[])
{
    const int output = StandardStreams::takeOutput();
    QCoreApplication application(argc, argv);
    FakeHelper helper(output, qEnvironmentVariable("FAKEHELPER"));
    StdinReader reader;
    QObject::connect(&reader, &StdinReader::received, &helper, &FakeHelper::receive);
    helper.start();
    std::_Exit(QCoreApplication::exec());
}
