// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/fields/fieldform.h"

class QAbstractItemModel;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;

namespace Molotov {

class FileListField;
class HostsField;

/// The fields of AdvancedSection.
class AdvancedForm : public FieldForm
{
    Q_OBJECT

public:
    /// `scenarios`: names in the first column, to choose from; lives longer.
    explicit AdvancedForm(const QAbstractItemModel *scenarios, QWidget *parent = nullptr);

    void showProfile(const Profile &profile);
    void writeTo(Profile &profile) const;
    /// The fields that can be typed in are left to setFieldsReadOnly().
    void setReadOnly(bool readOnly);
    QMap<ProfileField, QString> typingProblems() const;
    void dropTyping();

Q_SIGNALS:
    void edited();
    /// A person wants to choose an extension in a dialog.
    void extensionRequested();

private:
    void makeScenarios();
    void makeEnd();
    void makeTarget();
    void makeSizing();
    void makeOutputs();
    void makeStatsd();
    void makeMeasuring();
    void makeLog();
    void makeTerminal();
    void connectFields();
    void fillScenarios();
    void showAddresses(AddressOrder order);
    void showVerbosity(int level);
    /// What has no effect cannot be set.
    void updateEnabled();

    const QAbstractItemModel *m_scenarios;
    QComboBox *m_singleMode;
    QCheckBox *m_singleRun = nullptr;
    TimeSpinBox *m_iterationTimeout;
    FileListField *m_extensions;
    QCheckBox *m_stopOnFailure = nullptr;
    QCheckBox *m_fails = nullptr;
    QDoubleSpinBox *m_failThreshold;
    QCheckBox *m_forceShutdown = nullptr;
    HostsField *m_hosts;
    QComboBox *m_addresses;
    QLineEdit *m_allowedHosts;
    QCheckBox *m_checkTarget = nullptr;
    QCheckBox *m_sizing = nullptr;
    bool m_isFindingLimit = false; // which goes by the tolerance, too
    QDoubleSpinBox *m_tolerance;
    QCheckBox *m_statsd = nullptr;
    QLineEdit *m_maskHeaders;
    QLineEdit *m_prometheus;
    QLineEdit *m_influxdb;
    QLineEdit *m_otlp;
    QLineEdit *m_statsdAddress;
    QCheckBox *m_statsdRawNames = nullptr;
    QCheckBox *m_foldNames = nullptr;
    QComboBox *m_verbosity;
    QCheckBox *m_quiet = nullptr;
    QCheckBox *m_console = nullptr;
    TimeSpinBox *m_consoleUpdate;
    QCheckBox *m_debug = nullptr;
    bool m_readOnly = false;
};

} // namespace Molotov
