// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

namespace Molotov {

/// An SQLite file, opened by one thread. What goes wrong is an Error that says what SQLite said.
class Database
{
public:
    enum class Access { Read, Write };

    /// A file that is not there is made only for Access::Write.
    static Result<Database> open(const QString &path, Access access);

    Database(Database &&other) noexcept;
    Database &operator=(Database &&other) noexcept;
    ~Database();

    /// Statements without values, several in one text, with a semicolon at the end of each line that ends
    /// one.
    Status run(const QString &statements);
    /// One statement with its values.
    Status run(const QString &statement, const QVariantList &values);
    /// A statement that gives rows.
    Result<QSqlQuery> query(const QString &statement, const QVariantList &values = {}) const;

    /// Whether next() of a query has come to the last row, and not to an error.
    static Status endOf(const QSqlQuery &query);

    Status begin();
    Status commit();
    void rollback();

private:
    explicit Database(QString connection)
        : m_connection(std::move(connection))
    {
    }
    QSqlDatabase handle() const { return QSqlDatabase::database(m_connection, false); }
    void close();

    QString m_connection; // empty when it was moved away
};

} // namespace Molotov
