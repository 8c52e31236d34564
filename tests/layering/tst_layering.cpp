// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/layering/layers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

/// The picture of the layers in the README, held against the sources and the link lists; and the check
/// itself, held against sources that break every rule.
class tst_Layering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sourcesKeepTheLayers();
    void linksKeepTheLayers();
    void findsABreach_data();
    void findsABreach();
    void findsAForbiddenLink();
};

static const QDir QtHeaders(QStringLiteral(MOLOTOV_QT_HEADERS));

void tst_Layering::sourcesKeepTheLayers()
{
    QVERIFY(QtHeaders.exists(QStringLiteral("QtWidgets/QWidget")));
    const QStringList breaches = Layering::checkSources(QDir(QStringLiteral(MOLOTOV_SOURCE_DIR)), QtHeaders);
    QVERIFY2(breaches.isEmpty(), qPrintable(breaches.join(QLatin1Char('\n'))));
}

void tst_Layering::linksKeepTheLayers()
{
    QFile file(QStringLiteral(MOLOTOV_LINKS));
    QVERIFY(file.open(QIODevice::ReadOnly | QIODevice::Text));
    const QStringList links = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    QVERIFY(links.filter(QStringLiteral("molotov_control Molotov::Model")).size() == 1);
    const QStringList breaches = Layering::checkLinks(links);
    QVERIFY2(breaches.isEmpty(), qPrintable(breaches.join(QLatin1Char('\n'))));
}

void tst_Layering::findsABreach_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("breach"); // without the path; empty = none
    const auto row = [](const char *path, const QByteArray &source, const char *breach) {
        QTest::addRow("%s: %s", path, source.left(40).simplified().constData())
            << QString::fromLatin1(path) << source << QString::fromLatin1(breach);
    };
    row("core/model/a.h", "#include <QString>\n#include <vector>\n#include \"core/model/b.h\"\n", "");
    row("core/model/a.h", "\n#include <QWidget>\n", "2: core/model must not include QWidget of QtWidgets");
    row("core/model/a.h", "#include <QtCharts/QChart>\n",
        "1: core/model must not include QtCharts/QChart of QtCharts");
    row("core/model/a.h", "# include <QColor>\n", "1: core/model must not include QColor of QtGui");
    row("core/model/a.cpp", "#include \"core/engine/a.h\"\n",
        "1: core/model must not include core/engine/a.h");
    row("core/engine/a.cpp", "#include \"core/control/a.h\"\n",
        "1: core/engine must not include core/control/a.h");
    row("core/engine/http/a.cpp", "#include <QNetworkReply>\n#include <QJSEngine>\n", "");
    row("core/control/run/a.cpp", "#include \"core/engine/a.h\"\n",
        "1: core/control must not include core/engine/a.h");
    row("core/control/run/a.cpp", "#include <QJSEngine>\n",
        "1: core/control must not include QJSEngine of QtQml");
    row("core/control/run/a.cpp", "#include \"helper.h\"\n", "1: core/control must not include helper.h");
    row("core/control/run/a.cpp", "p.waitForFinished();\n", "1: core/control must not wait: waitForFinished");
    row("core/control/run/a.cpp", "// no waitForFinished() here\n", "");
    row("core/engine/a.cpp", "#include <unistd.h>\n",
        "1: includes unistd.h in a file that all systems compile");
    row("core/engine/a.cpp", "# include <sys/socket.h>\n",
        "1: includes sys/socket.h in a file that all systems compile");
    row("core/engine/a_unix.cpp", "#include <unistd.h>\n#include <csignal>\n", "");
    row("core/engine/a_win.cpp", "#include <windows.h>\n", "");
    row("core/new/a.cpp", "", "0: belongs to no layer");
    row("ui/models/a.h", "#include <QIcon>\n", "1: ui/models must not include QIcon of QtGui");
    row("ui/models/a.h", "#include \"ui/pages/a.h\"\n", "1: ui/models must not include ui/pages/a.h");
    row("ui/pages/a.cpp", "#include <QWidget>\n#include \"a.moc\"\n#include \"ui_a.h\"\n", "");
    row("ui/pages/a.cpp", "#include <QNetworkReply>\n", "1: ui must not include QNetworkReply of QtNetwork");
    row("ui/pages/a.cpp", "QEventLoop loop;\n", "1: ui must not wait: QEventLoop");
    row("ui/pages/a.cpp", "QCoreApplication::processEvents();\n", "1: ui must not wait: processEvents");
    row("ui/pages/a.cpp", "QThread::msleep(5);\n", "1: ui must not wait: msleep");
    row("ui/pages/a.cpp", "auto *label = new QLabel(text);\n",
        "1: shows text with QLabel, not with PlainLabel");
    row("ui/mainwindow.cpp", QByteArray(249, '\n'), "");
    row("ui/mainwindow.cpp", QByteArray(250, '\n'), "250: has more than 249 lines");
    row("app/gui/main.cpp", QByteArray(61, '\n'), "61: has more than 60 lines");
    row("app/helper/main.cpp", "#include \"core/control/a.h\"\n",
        "1: app/helper must not include core/control/a.h");
    row("app/cli/main.cpp", "#include \"ui/a.h\"\n", "1: app/cli must not include ui/a.h");
}

void tst_Layering::findsABreach()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, source);
    QFETCH(QString, breach);
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QFileInfo(path).path()));
    QFile file(folder.filePath(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(source);
    file.close();
    const QString expected = breach.isEmpty() ? QString() : path + QLatin1Char(':') + breach;
    QCOMPARE(Layering::checkSources(QDir(folder.path()), QtHeaders).join(QLatin1Char('\n')), expected);
}

void tst_Layering::findsAForbiddenLink()
{
    const QStringList links{
        QStringLiteral("molotov_model Qt6::Core Molotov::Flags Qt6::Gui"),
        QStringLiteral("molotov_control Molotov::Model Molotov::Engine"),
        QStringLiteral("molotov-cli Molotov::Control Molotov::Ui"),
        QStringLiteral("molotov_new"),
        QString(),
    };
    QCOMPARE(Layering::checkLinks(links), QStringList({
                                              QStringLiteral("molotov-cli must not link Molotov::Ui"),
                                              QStringLiteral("molotov_control must not link Molotov::Engine"),
                                              QStringLiteral("molotov_model must not link Qt6::Gui"),
                                              QStringLiteral("molotov_new belongs to no layer"),
                                          }));
}

QTEST_APPLESS_MAIN(tst_Layering)
#include "tst_layering.moc"
