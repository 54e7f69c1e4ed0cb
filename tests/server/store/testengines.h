// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/sqlconnection.h"
#include "tests/support/postgresserver.h"

#include <QtCore/QTemporaryDir>

namespace broadcaster {

/// Fresh databases of both engines for data-driven tests. Make one in initTestCase().
class TestEngines final {
public:
    using Engine = DatabaseLocation::Engine;

    /// Adds a column "engine" with a row for each.
    static void addRows();

    TestEngines();

    /// The location of a new database, empty or, for SQLite, missing. Null: the server would not
    /// start.
    [[nodiscard]] QString create(Engine engine);
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] PostgresServer &server() { return m_server; }

private:
    QTemporaryDir m_folder;
    PostgresServer m_server;
    bool m_serverStarted = false;
    int m_files = 0;
};

/// REQUIRES: `location` can be parsed.
[[nodiscard]] DatabaseLocation parsed(const QString &location);

} // namespace broadcaster

Q_DECLARE_METATYPE(broadcaster::DatabaseLocation::Engine)

/// Sets up `location` for the row's engine, or skips the row where PostgreSQL is not installed.
#define FRESH_DATABASE(engines, location)                                                          \
    QFETCH(const broadcaster::DatabaseLocation::Engine, engine);                                   \
    if (engine == broadcaster::DatabaseLocation::Engine::Postgres                                  \
        && !(engines).server().isInstalled())                                                      \
        QSKIP("PostgreSQL is not installed");                                                      \
    const QString location = (engines).create(engine);                                             \
    QVERIFY2(!location.isNull(), qPrintable((engines).server().errorText()))

/// Fails the test with the error's sentence.
#define VERIFY_OK(result)                                                                          \
    do {                                                                                           \
        const auto &outcome_ = (result);                                                           \
        QVERIFY2(outcome_.ok(), outcome_.ok() ? "" : qPrintable(outcome_.error().detail));         \
    } while (false)
#define VERIFY_ERROR(result, expected)                                                             \
    do {                                                                                           \
        const auto &outcome_ = (result);                                                           \
        QVERIFY(!outcome_.ok());                                                                   \
        QVERIFY2(outcome_.error().code == (expected), qPrintable(outcome_.error().detail));        \
    } while (false)
