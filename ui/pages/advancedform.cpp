// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/advancedform.h"

#include "ui/fields/filelistfield.h"
#include "ui/fields/hostsfield.h"
#include "ui/fields/numberbox.h"
#include "ui/fields/timespinbox.h"
#include "ui/models/documentflow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

namespace Molotov {

namespace {

// What is being typed stays as it is, spaces at its ends included.
void showText(QLineEdit *field, const QString &text)
{
    if (field->text().trimmed() != text)
        field->setText(text);
}

QStringList namesIn(const QString &text)
{
    QStringList names;
    const auto parts = text.split(QLatin1Char(','));
    for (const auto &part : parts) {
        if (const auto name = part.trimmed(); !name.isEmpty())
            names.append(name);
    }
    return names;
}

} // namespace

AdvancedForm::AdvancedForm(const QAbstractItemModel *scenarios, QWidget *parent)
    : FieldForm(parent)
    , m_scenarios(scenarios)
    , m_singleMode(new QComboBox)
    , m_iterationTimeout(new TimeSpinBox(tr("none")))
    , m_extensions(new FileListField(&DocumentFlow::isScenarioFile))
    , m_failThreshold(new NumberBox(0))
    , m_hosts(new HostsField)
    , m_addresses(new QComboBox)
    , m_allowedHosts(new QLineEdit)
    , m_tolerance(new NumberBox)
    , m_maskHeaders(new QLineEdit)
    , m_prometheus(new QLineEdit)
    , m_influxdb(new QLineEdit)
    , m_otlp(new QLineEdit)
    , m_statsdAddress(new QLineEdit)
    , m_verbosity(new QComboBox)
    , m_consoleUpdate(new TimeSpinBox)
{
    makeScenarios();
    makeEnd();
    makeTarget();
    makeSizing();
    makeMeasuring();
    makeOutputs();
    makeStatsd();
    makeLog();
    makeTerminal();
    connectFields();
    fillScenarios();
    updateEnabled();
}

void AdvancedForm::makeScenarios()
{
    addHeading(tr("Scenarios"));
    m_singleMode->setEditable(true);
    m_singleMode->setInsertPolicy(QComboBox::NoInsert);
    m_singleMode->setMinimumContentsLength(12);
    m_singleMode->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_singleMode->lineEdit()->setPlaceholderText(tr("all of them"));
    m_singleMode->lineEdit()->setClearButtonEnabled(true);
    m_singleMode->lineEdit()->setAcceptDrops(false); // files are for the window
    addRow({ProfileField::SingleMode, "singleMode", tr("&Only scenario"),
            tr("The only scenario that runs; empty: all of them, by their weights")},
           m_singleMode);
    m_singleRun =
        addCheck({ProfileField::SingleRun, "singleRun", tr("Each scenario once, in &turn"),
                  tr("Each worker runs each scenario once, in the order of their names, and ends")});
    addRow({ProfileField::IterationTimeout, "iterationTimeout", tr("Iteration time &limit"),
            tr("An iteration that takes longer fails: 30, 500 ms, 1.5 min")},
           m_iterationTimeout);
    addRow({ProfileField::Extensions, "extensions", tr("E&xtensions"),
            tr("JavaScript or TypeScript files that are loaded before the scenario file")},
           m_extensions);
    m_extensions->setAddToolTip(tr("Add an extension"));
    m_extensions->setRemoveToolTip(tr("Remove the selected extensions"));
}

void AdvancedForm::makeEnd()
{
    addHeading(tr("Failures and end"));
    m_stopOnFailure =
        addCheck({ProfileField::StopOnFailure, "stopOnFailure", tr("&Stop at the first failure"),
                  tr("The first iteration that fails ends the run")});
    m_failThreshold->setValue(1);
    m_fails = addOptionalRow({ProfileField::FailThreshold, "failThreshold", tr("Fa&il after … failures"),
                              tr("The test has failed when so many of its iterations have")},
                             m_failThreshold);
    m_forceShutdown =
        addCheck({ProfileField::ForceShutdown, "forceShutdown", tr("Cancel iterations at the end"),
                  tr("Iterations under way are aborted when the duration is over, instead of being "
                     "waited for")});
}

void AdvancedForm::makeTarget()
{
    addHeading(tr("Target"));
    addBlock({ProfileField::Hosts,
              "hosts",
              {},
              tr("Where connections to a host go in its place. Requests, and the check of the certificate, "
                 "still name the host of the URL")},
             m_hosts, m_hosts->table(), m_hosts->label());
    // In the order of AddressOrder.
    m_addresses->addItems({tr("The first"), tr("One after the other"), tr("A random one")});
    m_addresses->setMinimumContentsLength(12);
    m_addresses->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addRow({ProfileField::Addresses, "addresses", tr("Of several addresses"),
            tr("Which address of a host a new connection goes to; another one is tried when it does not "
               "answer")},
           m_addresses);
    addRow({ProfileField::AllowedHosts, "allowedHosts", tr("Allowed hosts"),
            tr("Beside those on this computer and on private networks; names with commas between them, "
               "*.example.com for all below example.com")},
           m_allowedHosts);
    m_allowedHosts->setPlaceholderText(QStringLiteral("shop.example, *.shop.example"));
    m_allowedHosts->setAcceptDrops(false); // files are for the window
    m_checkTarget = addCheck({ProfileField::CheckTarget, "checkTarget", tr("Try the target before Start"),
                              tr("Connects to the base URL once, and asks when that cannot be done")});
}

void AdvancedForm::makeSizing()
{
    addHeading(tr("Sizing"));
    m_sizing = addCheck(
        {ProfileField::Sizing, "sizing", tr("Find the most workers that hold (si&zing)"),
         tr("Adds workers until too many iterations fail; with 500 workers in all and a ramp-up of 5 min "
            "where these fields were left as they are by default")});
    m_tolerance->setSuffix(tr(" %"));
    addRow(
        {ProfileField::SizingTolerance, "sizingTolerance", tr("Tolerance"),
         tr("How many of the iterations of a minute may fail, or at each load when the limit is looked for")},
        m_tolerance);
}

void AdvancedForm::makeMeasuring()
{
    addHeading(tr("Measuring"));
    m_foldNames = addCheck(
        {ProfileField::FoldNames, "foldNames", tr("Count URLs that differ in ids as one"),
         tr("Requests to /users/1 and /users/2 are counted together, as /users/{id}; a request with a "
            "name of its own is always counted under that")});
    addRow(
        {ProfileField::MaskHeaders, "maskHeaders", tr("Secret headers"),
         tr("Samples of errors show *** for them; names with commas between them. Authorization and cookies "
            "are always secret")},
        m_maskHeaders);
    m_maskHeaders->setPlaceholderText(tr("X-Api-Key, X-Token"));
    m_maskHeaders->setAcceptDrops(false); // files are for the window
}

void AdvancedForm::makeOutputs()
{
    addHeading(tr("Live outputs"));
    const auto add = [this](const Row &row, QLineEdit *field, const QString &example) {
        field->setPlaceholderText(example);
        field->setAcceptDrops(false); // files are for the window
        addRow(row, field);
    };
    add({ProfileField::Prometheus, "prometheus", tr("Prometheus"),
         tr("The port, or address and port, at which Prometheus fetches metrics while the test runs; empty: "
            "it does not")},
        m_prometheus, QStringLiteral("9464"));
    add({ProfileField::Influxdb, "influxdb", tr("InfluxDB"),
         tr("The URL to which each second of a run is written; the token is taken from the variable "
            "INFLUX_TOKEN. Empty: nothing is written")},
        m_influxdb, QStringLiteral("http://HOST:8086/write?db=NAME"));
    add({ProfileField::Otlp, "otlp", tr("OpenTelemetry"),
         tr("The URL of a receiver of OTLP over HTTP to which metrics are sent while the test runs. Empty: "
            "none are sent")},
        m_otlp, QStringLiteral("http://HOST:4318"));
}

void AdvancedForm::makeStatsd()
{
    addHeading(tr("statsd"));
    m_statsd = addCheck({ProfileField::Statsd, "statsd", tr("Send metrics to statsd"),
                         tr("Each request and what scripts count goes to a statsd server, too")});
    addRow({ProfileField::StatsdAddress, "statsdAddress", tr("Address"),
            tr("Where the statsd server listens: udp://host:port")},
           m_statsdAddress);
    m_statsdAddress->setAcceptDrops(false); // files are for the window
    m_statsdRawNames =
        addCheck({ProfileField::StatsdRawNames, "statsdRawNames", tr("Names as Molotov 2 writes them"),
                  tr("Dots and slashes of hosts and paths stay as they are in the names of metrics")});
}

void AdvancedForm::makeLog()
{
    addHeading(tr("Log"));
    const QStringList levels{tr("What scripts print"), tr("Stacks and debug lines, too"),
                             tr("Requests and responses, too")};
    for (int level = 0; level < levels.size(); ++level)
        m_verbosity->addItem(levels.at(level), level);
    m_verbosity->setMinimumContentsLength(12);
    m_verbosity->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addRow({ProfileField::Verbosity, "verbosity", tr("Lo&g shows"),
            tr("How much is written to the log; requests and responses slow the test down")},
           m_verbosity);
}

void AdvancedForm::makeTerminal()
{
    addHeading(tr("In a terminal"));
    addNote(tr("For molotov-cli; the window takes no notice."));
    m_quiet = addCheck({ProfileField::Quiet, "quiet", tr("&Quiet"), tr("Nothing is shown but errors")});
    m_console = addCheck({ProfileField::Console, "console", tr("Plain lines"),
                          tr("Lines are added and none is rewritten, as for a log file")});
    addRow({ProfileField::ConsoleUpdate, "consoleUpdate", tr("&Update every"),
            tr("The time between two states of the live line: 0.2, 500 ms")},
           m_consoleUpdate);
    m_debug = addCheck({ProfileField::Debug, "debug", tr("Debug"), tr("Says what the parts of a run do")});
}

void AdvancedForm::connectFields()
{
    for (auto *check : findChildren<QCheckBox *>()) {
        connect(check, &QCheckBox::toggled, this, &AdvancedForm::updateEnabled);
        connect(check, &QCheckBox::toggled, this, &AdvancedForm::edited);
    }
    for (auto *box : {m_failThreshold, m_tolerance})
        connect(box, &QDoubleSpinBox::valueChanged, this, &AdvancedForm::edited);
    for (auto *box : {m_iterationTimeout, m_consoleUpdate}) {
        connect(box, &TimeSpinBox::valueChanged, this, &AdvancedForm::edited);
        connect(box, &TimeSpinBox::problemChanged, this, &AdvancedForm::edited);
    }
    connect(m_singleMode, &QComboBox::editTextChanged, this, &AdvancedForm::edited);
    for (auto *combo : {m_verbosity, m_addresses})
        connect(combo, &QComboBox::currentIndexChanged, this, &AdvancedForm::edited);
    connect(m_hosts, &HostsField::edited, this, &AdvancedForm::edited);
    for (auto *field : {m_allowedHosts, m_statsdAddress, m_maskHeaders, m_prometheus, m_influxdb, m_otlp})
        connect(field, &QLineEdit::textEdited, this, &AdvancedForm::edited);
    connect(m_extensions, &FileListField::edited, this, &AdvancedForm::edited);
    connect(m_extensions, &FileListField::addRequested, this, &AdvancedForm::extensionRequested);
    connect(m_scenarios, &QAbstractItemModel::modelReset, this, &AdvancedForm::fillScenarios);
}

void AdvancedForm::showProfile(const Profile &profile)
{
    m_extensions->setFolder(QFileInfo(profile.scenarioFile).absolutePath());
    m_extensions->setFiles(profile.extensions);
    if (m_singleMode->currentText().trimmed() != profile.singleMode) {
        const QSignalBlocker blocker(m_singleMode);
        m_singleMode->setEditText(profile.singleMode);
    }
    showChecked(m_singleRun, profile.singleRun);
    showTime(m_iterationTimeout, profile.iterationTimeout);
    showChecked(m_stopOnFailure, profile.stopOnFailure);
    showChecked(m_fails, profile.failThreshold.has_value());
    if (profile.failThreshold)
        showValue(m_failThreshold, double(*profile.failThreshold));
    showChecked(m_forceShutdown, profile.forceShutdown);
    m_hosts->model().setHosts(profile.hosts);
    showAddresses(profile.addresses);
    showChecked(m_checkTarget, profile.checkTarget);
    if (namesIn(m_allowedHosts->text()) != profile.allowedHosts) {
        m_allowedHosts->setText(profile.allowedHosts.join(QStringLiteral(", ")));
        m_allowedHosts->setCursorPosition(0);
    }
    showChecked(m_sizing, profile.sizing);
    showValue(m_tolerance, profile.sizingTolerance);
    m_isFindingLimit = !profile.findLimit.isEmpty();
    showChecked(m_statsd, profile.statsd);
    showText(m_prometheus, profile.prometheus);
    showText(m_influxdb, profile.influxdb);
    showText(m_otlp, profile.otlp);
    showText(m_statsdAddress, profile.statsdAddress);
    showChecked(m_statsdRawNames, profile.statsdRawNames);
    showChecked(m_foldNames, profile.foldNames);
    showText(m_maskHeaders, profile.maskHeaders);
    showVerbosity(profile.verbosity);
    showChecked(m_quiet, profile.quiet);
    showChecked(m_console, profile.console);
    showTime(m_consoleUpdate, profile.consoleUpdate);
    showChecked(m_debug, profile.debug);
    updateEnabled();
}

void AdvancedForm::writeTo(Profile &profile) const
{
    profile.singleMode = m_singleMode->currentText().trimmed();
    profile.singleRun = m_singleRun->isChecked();
    profile.iterationTimeout = m_iterationTimeout->value();
    profile.extensions = m_extensions->files();
    profile.stopOnFailure = m_stopOnFailure->isChecked();
    profile.failThreshold.reset();
    if (m_fails->isChecked())
        profile.failThreshold = qint64(m_failThreshold->value());
    profile.forceShutdown = m_forceShutdown->isChecked();
    profile.hosts = m_hosts->model().hosts();
    profile.addresses = AddressOrder(m_addresses->currentIndex());
    profile.checkTarget = m_checkTarget->isChecked();
    profile.allowedHosts = namesIn(m_allowedHosts->text());
    profile.sizing = m_sizing->isChecked();
    profile.sizingTolerance = m_tolerance->value();
    profile.prometheus = m_prometheus->text().trimmed();
    profile.influxdb = m_influxdb->text().trimmed();
    profile.otlp = m_otlp->text().trimmed();
    profile.statsd = m_statsd->isChecked();
    profile.statsdAddress = m_statsdAddress->text().trimmed();
    profile.statsdRawNames = m_statsdRawNames->isChecked();
    profile.foldNames = m_foldNames->isChecked();
    profile.maskHeaders = m_maskHeaders->text().trimmed();
    profile.verbosity = m_verbosity->currentData().toInt();
    profile.quiet = m_quiet->isChecked();
    profile.console = m_console->isChecked();
    profile.consoleUpdate = m_consoleUpdate->value();
    profile.debug = m_debug->isChecked();
}

void AdvancedForm::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_extensions->setReadOnly(readOnly);
    m_hosts->setReadOnly(readOnly);
    updateEnabled();
}

QMap<ProfileField, QString> AdvancedForm::typingProblems() const
{
    auto problems = FieldForm::typingProblems();
    problems.insert(ProfileField::Hosts, m_hosts->model().problem());
    return problems;
}

void AdvancedForm::dropTyping()
{
    FieldForm::dropTyping();
    m_hosts->model().dropTyping();
}

void AdvancedForm::fillScenarios()
{
    const QSignalBlocker blocker(m_singleMode);
    const auto text = m_singleMode->currentText();
    m_singleMode->clear();
    for (int row = 0; row < m_scenarios->rowCount(); ++row)
        m_singleMode->addItem(m_scenarios->index(row, 0).data().toString());
    m_singleMode->setEditText(text);
}

void AdvancedForm::showAddresses(AddressOrder order)
{
    const QSignalBlocker blocker(m_addresses);
    m_addresses->setCurrentIndex(int(order));
}

void AdvancedForm::showVerbosity(int level)
{
    const QSignalBlocker blocker(m_verbosity);
    if (m_verbosity->findData(level) < 0) // only a file can say so
        m_verbosity->addItem(tr("Level %1").arg(level), level);
    m_verbosity->setCurrentIndex(m_verbosity->findData(level));
}

void AdvancedForm::updateEnabled()
{
    for (auto *check : findChildren<QCheckBox *>())
        check->setEnabled(!m_readOnly);
    for (auto *combo : {m_singleMode, m_verbosity, m_addresses})
        combo->setEnabled(!m_readOnly);
    m_failThreshold->setEnabled(m_fails->isChecked());
    m_tolerance->setEnabled(m_sizing->isChecked() || m_isFindingLimit);
    m_statsdAddress->setEnabled(m_statsd->isChecked());
    m_statsdRawNames->setEnabled(m_statsd->isChecked() && !m_readOnly);
}

} // namespace Molotov
