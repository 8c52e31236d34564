// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/database.h"

#include <QCoreApplication>
#include <QSqlError>
#include <QUuid>

#include <utility>

namespace Molotov {

namespace {

Error errorOf(const QSqlError &error)
{
    return Error{error.databaseText().isEmpty() ? error.text() : error.databaseText()};
}

// At the end of the application Qt closes all connections, also one that another thread is using, which
// crashes. It undoes last what was set up first: so this is before all who wait for their threads there.
void setUpDrivers()
{
    QSqlDatabase::registerSqlDriver({}, nullptr);
}
Q_COREAPP_STARTUP_FUNCTION(setUpDrivers)

} // namespace

Result<Database> Database::open(const QString &path, Access access)
{
    // Qt knows connections by names that hold for all threads.
    Database database(QUuid::createUuid().toString(QUuid::WithoutBraces));
    auto handle = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), database.m_connection);
    if (!handle.isValid())
        return Error{QStringLiteral("the SQLite driver of Qt is not installed")};
    handle.setDatabaseName(path);
    handle.setConnectOptions(access == Access::Read
                                 ? QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=2000")
                                 : QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
    if (!handle.open())
        return errorOf(handle.lastError());
    return database;
}

Database::Database(Database &&other) noexcept
    : m_connection(std::exchange(other.m_connection, {}))
{
}

Database &Database::operator=(Database &&other) noexcept
{
    if (this != &other) {
        close();
        m_connection = std::exchange(other.m_connection, {});
    }
    return *this;
}

Database::~Database()
{
    close();
}

void Database::close()
{
    if (m_connection.isEmpty())
        return;
    handle().close();
    QSqlDatabase::removeDatabase(m_connection);
    m_connection.clear();
}

Status Database::run(const QString &statements)
{
    for (const auto &statement : statements.split(QStringLiteral(";\n"), Qt::SkipEmptyParts)) {
        if (statement.trimmed().isEmpty())
            continue;
        if (auto status = run(statement, {}); !status)
            return status;
    }
    return {};
}

Status Database::run(const QString &statement, const QVariantList &values)
{
    const auto result = query(statement, values);
    return result ? Status() : Status(result.error());
}

Result<QSqlQuery> Database::query(const QString &statement, const QVariantList &values) const
{
    QSqlQuery query(handle());
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return errorOf(query.lastError());
    for (const auto &value : values) {
        // An empty text is none that is missing, which a null QString would be.
        const bool isText = value.typeId() == QMetaType::QString;
        query.addBindValue(isText && value.toString().isEmpty() ? QVariant(QLatin1String("")) : value);
    }
    if (!query.exec())
        return errorOf(query.lastError());
    return query;
}

Status Database::endOf(const QSqlQuery &query)
{
    return query.lastError().isValid() ? Status(errorOf(query.lastError())) : Status();
}

Status Database::begin()
{
    return run(QStringLiteral("BEGIN IMMEDIATE"), {});
}

Status Database::commit()
{
    return run(QStringLiteral("COMMIT"), {});
}

void Database::rollback()
{
    (void)run(QStringLiteral("ROLLBACK"), {});
}

} // namespace Molotov
