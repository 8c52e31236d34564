// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/compilation.h"

#include "core/control/compiler/bigintstandin.h"
#include "core/control/compiler/bundleinputs.h"
#include "core/control/compiler/datamodule.h"
#include "core/control/compiler/esbuildcall.h"
#include "core/control/compiler/importcheck.h"
#include "core/control/compiler/othertools.h"
#include "core/model/files.h"
#include "core/model/protocol/framereader.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <utility>

namespace Molotov {

namespace {

QStringList commonArguments()
{
    return {
        QStringLiteral("--bundle"),
        QStringLiteral("--format=esm"),
        QStringLiteral("--target=es2016"), // what QJSEngine 6.4 runs
        QStringLiteral("--external:molotov"),
        QStringLiteral("--sources-content=false"),
        // Packages have a variant for browsers that needs nothing of Node.js: what the web offers is what a
        // scenario has, too. Older ones name it in “browser”, newer ones as a condition of their “exports”,
        // which this platform implies.
        QStringLiteral("--platform=browser"),
        QStringLiteral("--main-fields=browser,module,main"),
        QStringLiteral("--define:process.env.NODE_ENV=\"production\""), // packages ask for it
        QStringLiteral("--define:global=globalThis"), // and older ones use this name
        QStringLiteral("--log-level=error"),
        QStringLiteral("--log-limit=0"), // all, to be counted
        QStringLiteral("--color=false"),
    };
}

constexpr QLatin1String BundleFile("bundle.js");
constexpr QLatin1String ModuleFile("module.js");
constexpr QLatin1String InputsFile("inputs.json");
constexpr QLatin1String TraceFile("trace.js");
constexpr QLatin1String TraceInputsFile("traceinputs.json");
constexpr QLatin1String SettingsFile("tsconfig.json");

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Compilation::tr("%1 cannot be read: %2.")
                         .arg(QDir::toNativeSeparators(path), file.errorString())};
    return file.readAll();
}

Status writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
        return Error{Compilation::tr("%1 cannot be written: %2.")
                         .arg(QDir::toNativeSeparators(path), file.errorString())};
    return {};
}

// An escape that is none, which only a template with a tag may have: the engine's parser refuses it.
bool hasFreeEscapes(const QByteArray &code)
{
    static const QRegularExpression freeEscape(
        QStringLiteral(R"([\w$)\]]`(?:[^`\\]++|\\(?!%1)[\s\S])*+\\%1)")
            .arg(QStringLiteral(
                R"((?:u(?![0-9a-fA-F]{4}|\{0*[0-9a-fA-F]{1,6}\})|x(?![0-9a-fA-F]{2})|[1-9]|0[0-9]))")));
    return freeEscape.match(QString::fromUtf8(code)).hasMatch();
}

} // namespace

Compilation::Compilation(const QString &esbuild, const CompilerLimits &limits, QObject *parent)
    : QObject(parent)
    , m_esbuild(esbuild)
    , m_limits(limits)
{
}

void Compilation::start(const QString &file, Role role, const QString &repository)
{
    m_role = role;
    m_file = file;
    if (const auto status = checkFile(file); !status)
        return fail(status.error());
    m_file = QFileInfo(file).canonicalFilePath();
    m_scope = ImportScope::of(m_file, repository);
    if (const auto status = ImportCheck(m_scope, m_limits.codeSize).check(m_file); !status)
        return fail(status.error());
    bundle();
}

// What is wrong in an extension is said as of a scenario file; so the sentence says that it is one.
void Compilation::fail(const Error &error)
{
    if (m_role == Role::Scenario)
        Q_EMIT finished(error);
    else
        Q_EMIT finished(Error{tr("The extension %1: %2").arg(QDir::toNativeSeparators(m_file), error.text)});
}

Status Compilation::checkName(const QString &file) const
{
    static const QStringList suffixes{QStringLiteral("js"), QStringLiteral("mjs"), QStringLiteral("ts"),
                                      QStringLiteral("mts")};
    const auto suffix = QFileInfo(file).suffix();
    const auto shown = QDir::toNativeSeparators(file);
    if (suffixes.contains(suffix))
        return {};
    if (suffix == QLatin1String("py"))
        return Error{
            tr("%1 is written in Python, for the tool Molotov; Molotov for the desktop runs JavaScript "
               "and TypeScript: “molotov-cli new” makes a test to start from.")
                .arg(shown)};
    return m_role == Role::Scenario
               ? Error{tr("%1 is no scenario file: its name must end in .js, .mjs, .ts or .mts.").arg(shown)}
               : Error{tr("%1 is no extension: its name must end in .js, .mjs, .ts or .mts.").arg(shown)};
}

Status Compilation::checkFile(const QString &file) const
{
    const QFileInfo info(file);
    const auto shown = QDir::toNativeSeparators(file);
    if (!info.exists())
        return Error{tr("There is no file %1.").arg(shown)};
    if (info.isDir()) {
        return m_role == Role::Scenario
                   ? Error{tr("%1 is a folder; choose a scenario file in it.").arg(shown)}
                   : Error{tr("%1 is a folder; choose a file in it.").arg(shown)};
    }
    if (!info.isFile()) // reading a pipe or a device may never end
        return Error{tr("%1 is a pipe or a device, not a file.").arg(shown)};
    if (const auto status = checkName(file); !status)
        return status;
    const auto text = Files::read(file, m_limits.codeSize);
    if (!text)
        return text.error();
    if (m_role == Role::Scenario && text->trimmed().isEmpty())
        return Error{tr("%1 is empty; a scenario file must register a scenario.").arg(shown)};
    if (m_esbuild.isEmpty()) {
        return Error{
            tr("esbuild was not found, which compiles scenarios; install it (Debian: apt install esbuild) "
               "or set MOLOTOV_ESBUILD to its path.")};
    }
    if (!m_temporary.isValid())
        return Error{tr("No temporary folder could be made: %1.").arg(m_temporary.errorString())};
    return {};
}

void Compilation::bundle()
{
    // Instead of any tsconfig.json around: it could redirect imports or read files from anywhere.
    if (const auto status = writeFile(temporary(SettingsFile), "{}"); !status)
        return fail(status.error());
    call(
        bundleArguments()
            + QStringList{QStringLiteral("--sourcemap=linked"),
                          QStringLiteral("--metafile=") + temporary(InputsFile),
                          QStringLiteral("--outfile=") + temporary(BundleFile)},
        [this] { takeBundle(); }, [this](const EsbuildFailure &failure) { onBundleFailed(failure); });
}

QStringList Compilation::bundleArguments() const
{
    return DataModule::loaders(m_isJsonCopied ? QStringLiteral("copy") : QStringLiteral("json"),
                               QStringLiteral("copy"))
           + (m_areTemplatesCalls ? QStringList(QStringLiteral("--supported:template-literal=false"))
                                  : QStringList())
           + QStringList{QStringLiteral("--tsconfig=") + temporary(SettingsFile),
                         // OUT=IN, so that an equals sign in the name of the file means nothing
                         QStringLiteral("scenario=") + m_file};
}

void Compilation::onBundleFailed(const EsbuildFailure &failure)
{
    if (failure.trace)
        explain(failure);
    else
        fail(failure.error);
}

void Compilation::explain(const EsbuildFailure &failure)
{
    call(
        bundleArguments() + failure.trace->arguments()
            + QStringList{QStringLiteral("--metafile=") + temporary(TraceInputsFile),
                          QStringLiteral("--outfile=") + temporary(TraceFile)},
        [this, failure] {
            const auto metafile = readFile(temporary(TraceInputsFile));
            const auto folder = QFileInfo(m_temporary.path()).canonicalFilePath();
            fail(metafile ? failure.trace->explain(*metafile, m_scope, folder).value_or(failure.error)
                          : failure.error);
        },
        [this, failure](const EsbuildFailure &) { fail(failure.error); });
}

void Compilation::takeBundle()
{
    const auto metafile = readFile(temporary(InputsFile));
    if (!metafile)
        return fail({tr("esbuild ended without a result; is it version 0.17 or newer?")});
    const auto inputs = BundleInputs::parse(*metafile, m_scope);
    if (!inputs)
        return fail(inputs.error());
    if (inputs->hasLargeJson() && !std::exchange(m_isJsonCopied, true))
        return bundle();
    const auto code = readFile(temporary(BundleFile));
    if (!code)
        return fail(code.error());
    if (hasFreeEscapes(*code) && !std::exchange(m_areTemplatesCalls, true))
        return bundle();
    noteWarnings(*inputs);
    m_ownFiles = inputs->ownFiles();
    if (inputs->dataFiles().isEmpty())
        deliver(temporary(BundleFile));
    else
        bundleData(inputs->dataFiles());
}

void Compilation::noteWarnings(const BundleInputs &inputs)
{
    const auto text = readFile(m_file);
    if (!text || m_role != Role::Scenario)
        return;
    const auto name = QFileInfo(m_file).fileName();
    if (const auto warning = OtherTools::optionsWarning(name, *text, inputs.exports()))
        m_warnings.append(*warning);
}

void Compilation::bundleData(const QMap<QString, QString> &dataFiles)
{
    for (auto it = dataFiles.begin(); it != dataFiles.end(); ++it) {
        const auto name = m_scope.shownName(it.value());
        if (const auto size = QFileInfo(it.key()).size(); size > m_limits.codeSize)
            return fail(ImportCheck::tooLarge(name, size, m_limits.codeSize));
        const auto content = readFile(it.key());
        if (!content)
            return fail(content.error());
        const auto module = DataModule::fromFile(*content, name);
        if (!module)
            return fail(module.error());
        if (const auto status = writeFile(it.key(), *module); !status)
            return fail(status.error());
    }
    if (const auto status = importByRequire(dataFiles.keys()); !status)
        return fail(status.error());
    call(
        DataModule::loaders(QStringLiteral("js"), QStringLiteral("js"))
            + QStringList{QStringLiteral("--tsconfig=") + temporary(SettingsFile),
                          QStringLiteral("--sourcemap=external"),
                          QStringLiteral("--outfile=") + temporary(ModuleFile),
                          QStringLiteral("module=") + temporary(BundleFile)},
        [this] { deliver(temporary(ModuleFile)); },
        [this](const EsbuildFailure &failure) { fail(failure.error); });
}

// Where a file asks for data by require(), esbuild has put a function of its own, which the second bundling
// would not look into. Columns stay as they are.
Status Compilation::importByRequire(const QStringList &fileNames)
{
    auto bundle = readFile(temporary(BundleFile));
    if (!bundle)
        return bundle.error();
    for (const auto &name : fileNames) {
        const auto argument = "require(\"./" + QFileInfo(name).fileName().toUtf8() + "\")";
        (*bundle).replace("__" + argument, "  " + argument);
    }
    return writeFile(temporary(BundleFile), *bundle);
}

void Compilation::deliver(const QString &codeFile)
{
    const auto code = readFile(codeFile);
    if (!code)
        return fail(code.error());
    if (code->size() > m_limits.codeSize) {
        return fail(
            {tr("The scenario and its data files are too large: %L1 bytes compiled, at most %L2 can be sent "
                "to a helper.")
                 .arg(code->size())
                 .arg(m_limits.codeSize)});
    }
    const auto json = readFile(codeFile + QLatin1String(".map"));
    if (!json)
        return fail(json.error());
    const auto map = SourceMap::parse(*json, QFileInfo(m_temporary.path()).canonicalFilePath());
    if (!map)
        return fail(map.error());
    Q_EMIT finished(CompiledModule{.sourceFile = m_file,
                                   .sourceName = QFileInfo(m_file).fileName(),
                                   .code = withBigIntStandIn(QString::fromUtf8(*code), *map),
                                   .map = *map,
                                   .ownFiles = m_ownFiles,
                                   .warnings = m_warnings});
}

void Compilation::call(const QStringList &arguments, const Next &next, const Otherwise &otherwise)
{
    auto *esbuild = new EsbuildCall(m_esbuild, m_limits.time, this);
    connect(esbuild, &EsbuildCall::succeeded, this, next);
    connect(esbuild, &EsbuildCall::failed, this, otherwise);
    esbuild->start(commonArguments() + arguments, m_scope);
}

} // namespace Molotov
