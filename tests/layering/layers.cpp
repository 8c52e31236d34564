// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/layering/layers.h"

#include <QDirIterator>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <map>

namespace Molotov::Layering {

using namespace Qt::StringLiterals;

namespace {

/// What the sources of a folder (or a single file) may include; the longest name that fits counts.
struct Layer
{
    QString folder;
    QStringList ours; ///< folders and files of the project
    QStringList qt; ///< modules
};

const QStringList UiModels{u"core/model"_s, u"core/control"_s, u"ui/models"_s,
                           u"core/control/words/format.h"_s};

const QList<Layer> Layers{
    {u"core/model"_s, {u"core/model"_s}, {u"QtCore"_s}},
    {u"core/engine"_s, {u"core/model"_s, u"core/engine"_s}, {u"QtCore"_s, u"QtNetwork"_s, u"QtQml"_s}},
    {u"core/control"_s,
     {u"core/model"_s, u"core/control"_s},
     {u"QtCore"_s, u"QtConcurrent"_s, u"QtSql"_s, u"QtNetwork"_s}},
    {u"ui/models"_s, UiModels, {u"QtCore"_s, u"QtConcurrent"_s}},
    {u"core/control/words/format.h"_s, UiModels, {u"QtCore"_s}},
    {u"ui/format.cpp"_s, UiModels, {u"QtCore"_s}},
    {u"ui"_s,
     {u"core/model"_s, u"core/control"_s, u"ui"_s},
     {u"QtCore"_s, u"QtConcurrent"_s, u"QtGui"_s, u"QtWidgets"_s, u"QtCharts"_s}},
    {u"app/gui"_s,
     {u"core/model"_s, u"core/control"_s, u"ui"_s, u"app/gui"_s},
     {u"QtCore"_s, u"QtGui"_s, u"QtWidgets"_s}},
    {u"app/cli"_s, {u"core/model"_s, u"core/control"_s, u"app/cli"_s}, {u"QtCore"_s}},
    {u"app/helper"_s, {u"core/model"_s, u"core/engine"_s, u"app/helper"_s}, {u"QtCore"_s, u"QtNetwork"_s}},
    {u"app/demo"_s, {u"app/demo"_s}, {u"QtCore"_s, u"QtNetwork"_s}},
};

/// What each target may link beside QtCore and the flags.
const std::map<QString, QStringList> Links{
    {u"molotov_model"_s, {}},
    {u"molotov_llhttp"_s, {}},
    {u"molotov_engine"_s,
     {u"Molotov::Model"_s, u"Qt6::Network"_s, u"Qt6::Qml"_s, u"Threads::Threads"_s, u"molotov_llhttp"_s,
      u"molotov_nghttp2"_s, u"molotov_unpackers"_s}},
    {u"molotov_control"_s,
     {u"Molotov::Model"_s, u"Qt6::Concurrent"_s, u"Qt6::Sql"_s, u"Qt6::Network"_s, u"yaml-cpp::yaml-cpp"_s}},
    {u"molotov_uimodels"_s, {u"Molotov::Control"_s}},
    {u"molotov_ui"_s, {u"Molotov::UiModels"_s, u"Qt6::Widgets"_s, u"Qt6::Charts"_s}},
    {u"molotov"_s, {u"Molotov::Ui"_s, u"Molotov::Control"_s}},
    {u"molotov_cli"_s, {u"Molotov::Control"_s}},
    {u"molotov-cli"_s, {u"molotov_cli"_s, u"Molotov::Control"_s}},
    {u"molotov-writetexts"_s, {u"molotov_cli"_s}},
    {u"molotov-helper"_s, {u"Molotov::Engine"_s}},
    {u"molotov_demo"_s, {u"Qt6::Network"_s}},
    {u"molotov-demo"_s, {u"molotov_demo"_s}},
};

const QStringList Everywhere{u"Qt6::Core"_s, u"Molotov::Flags"_s};

/// Files of which a part would have to be moved out rather than added to.
struct LengthLimit
{
    QRegularExpression path;
    qsizetype lines;
};

/// Neither the window nor a run may ever stand still; only what is said here may.
struct AllowedWait
{
    QString path;
    QString what;
};

const QList<AllowedWait> AllowedWaits{
    // after a kill(), when the object goes
    {u"core/control/process/childprocess.cpp"_s, u"waitForFinished"_s},
    // for no more than two seconds, when the application ends
    {u"ui/models/inbackground.cpp"_s, u"waitForDone"_s},
};

bool isIn(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + u'/');
}

const Layer *layerOf(const QString &path)
{
    const Layer *found = nullptr;
    for (const Layer &layer : Layers) {
        if (isIn(path, layer.folder) && (!found || layer.folder.size() > found->folder.size()))
            found = &layer;
    }
    return found;
}

/// The module that a header of Qt belongs to; empty for one that is none of Qt's.
QString moduleOf(const QString &header, const QDir &qtHeaders)
{
    if (header.startsWith(u"Qt"_s) && header.contains(u'/'))
        return header.section(u'/', 0, 0);
    if (!header.startsWith(u'Q') && !header.startsWith(u"qt"_s))
        return {};
    const QStringList modules = qtHeaders.entryList({u"Qt*"_s}, QDir::Dirs);
    for (const QString &module : modules) {
        if (qtHeaders.exists(module + u'/' + header))
            return module;
    }
    return {};
}

/// The checks of one file.
class FileCheck
{
public:
    FileCheck(const QDir &root, const QDir &qtHeaders, const QString &path)
        : m_root(root)
        , m_qtHeaders(qtHeaders)
        , m_path(path)
        , m_layer(layerOf(path))
    {
    }

    QStringList breaches()
    {
        QFile file(m_root.filePath(m_path));
        if (!file.open(QIODevice::ReadOnly)) {
            report(0, u"cannot be read"_s);
            return m_breaches;
        }
        if (!m_layer) {
            report(0, u"belongs to no layer"_s);
            return m_breaches;
        }
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QString code = lines[i].section(u"//"_s, 0, 0);
            checkInclude(code, i + 1);
            checkSystem(code, i + 1);
            checkWaits(code, i + 1);
            checkLabels(code, i + 1);
        }
        checkLength(lines.size() - 1);
        return m_breaches;
    }

private:
    void report(qsizetype line, const QString &what)
    {
        m_breaches.append(u"%1:%2: %3"_s.arg(m_path, QString::number(line), what));
    }

    void checkInclude(const QString &code, qsizetype line)
    {
        static const QRegularExpression Include(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
        const auto match = Include.match(code);
        if (!match.hasMatch())
            return;
        const QString header = match.captured(2);
        if (match.captured(1) == u"<"_s) {
            const QString module = moduleOf(header, m_qtHeaders);
            if (!module.isEmpty() && !m_layer->qt.contains(module))
                report(line, u"%1 must not include %2 of %3"_s.arg(m_layer->folder, header, module));
            return;
        }
        static const QRegularExpression Generated(uR"((\.moc|^ui_\w+\.h|^moc_\w+\.cpp)$)"_s);
        const bool allowed = std::any_of(m_layer->ours.begin(), m_layer->ours.end(),
                                         [&](const QString &folder) { return isIn(header, folder); });
        if (!allowed && !header.contains(Generated))
            report(line, u"%1 must not include %2"_s.arg(m_layer->folder, header));
    }

    /// What only some systems have is in files that only these compile.
    void checkSystem(const QString &code, qsizetype line)
    {
        static const QRegularExpression ofSystem(
            uR"(^\s*#\s*include\s*<((arpa|linux|mach|net|netinet|sys)/.*|(csignal|(dlfcn|fcntl|ifaddrs|io|mswsock|netdb|poll|process|psapi|pthread|pwd|signal|spawn|termios|unistd|windows|winsock2|ws2tcpip)\.h))>)"_s);
        static const QRegularExpression ofOneSystem(u"_(linux|mac|unix|win)\\.(cpp|h)$"_s);
        const auto match = ofSystem.match(code);
        if (match.hasMatch() && !m_path.contains(ofOneSystem))
            report(line, u"includes %1 in a file that all systems compile"_s.arg(match.captured(1)));
    }

    /// A QLabel renders what looks like HTML, whoever wrote it.
    void checkLabels(const QString &code, qsizetype line)
    {
        static const QRegularExpression label(u"\\bnew QLabel\\b|[:,] *QLabel\\(|public QLabel\\b"_s);
        if (m_path != u"ui/fields/plainlabel.h"_s && label.match(code).hasMatch())
            report(line, u"shows text with QLabel, not with PlainLabel"_s);
    }

    void checkWaits(const QString &code, qsizetype line)
    {
        if (!isIn(m_path, u"core/control"_s) && !isIn(m_path, u"ui"_s))
            return;
        static const QRegularExpression Wait(
            uR"(\b(waitFor\w+|QEventLoop|processEvents|(m|u)?sleep|sleep_for)\b)"_s);
        const auto match = Wait.match(code);
        const auto isAllowed = [&](const AllowedWait &wait) {
            return wait.path == m_path && wait.what == match.captured();
        };
        if (match.hasMatch() && std::none_of(AllowedWaits.begin(), AllowedWaits.end(), isAllowed))
            report(line, u"%1 must not wait: %2"_s.arg(m_layer->folder, match.captured()));
    }

    void checkLength(qsizetype lines)
    {
        static const QList<LengthLimit> Limits{
            {QRegularExpression(u"^app/\\w+/main\\.cpp$"_s), 60},
            {QRegularExpression(u"^ui/mainwindow\\.cpp$"_s), 249},
        };
        for (const LengthLimit &limit : Limits) {
            if (m_path.contains(limit.path) && lines > limit.lines)
                report(lines, u"has more than %1 lines"_s.arg(limit.lines));
        }
    }

    const QDir &m_root;
    const QDir &m_qtHeaders;
    QString m_path;
    const Layer *m_layer;
    QStringList m_breaches;
};

} // namespace

QStringList checkSources(const QDir &root, const QDir &qtHeaders)
{
    QStringList breaches;
    for (const QString &top : {u"app"_s, u"core"_s, u"ui"_s}) {
        QDirIterator files(root.filePath(top), {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            breaches += FileCheck(root, qtHeaders, root.relativeFilePath(files.next())).breaches();
    }
    breaches.sort();
    return breaches;
}

QStringList checkLinks(const QStringList &links)
{
    QStringList breaches;
    for (const QString &line : links) {
        QStringList libraries = line.split(u' ', Qt::SkipEmptyParts);
        if (libraries.isEmpty())
            continue;
        const QString target = libraries.takeFirst();
        const auto allowed = Links.find(target);
        if (allowed == Links.end()) {
            breaches.append(u"%1 belongs to no layer"_s.arg(target));
            continue;
        }
        for (const QString &library : libraries) {
            if (!Everywhere.contains(library) && !allowed->second.contains(library))
                breaches.append(u"%1 must not link %2"_s.arg(target, library));
        }
    }
    breaches.sort();
    return breaches;
}

} // namespace Molotov::Layering
