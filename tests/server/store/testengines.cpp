// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/server/store/testengines.h"

#include <QtTest/QTest>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

void TestEngines::addRows()
{
    QTest::addColumn<Engine>("engine");
    QTest::newRow("SQLite") << Engine::Sqlite;
    QTest::newRow("PostgreSQL") << Engine::Postgres;
}

TestEngines::TestEngines() = default;

QString TestEngines::create(Engine engine)
{
    if (engine == Engine::Sqlite)
        return path(u"test-%1.db"_s.arg(++m_files));
    if (!m_serverStarted)
        m_serverStarted = m_server.start();
    return m_serverStarted ? m_server.createDatabase() : QString();
}

DatabaseLocation parsed(const QString &location)
{
    return DatabaseLocation::parse(location).value();
}

} // namespace broadcaster
