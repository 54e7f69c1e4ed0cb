// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/usagestore.h"

#include "server/base/storelimits.h"
#include "server/store/projectcolumn.h"
#include "server/store/sqlconnection.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <chrono>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// With a server, each round trip takes longer than the writing, so a statement has many counts.
/// SQLite has no round trips, and keeps its one statement prepared.
Result<void> addCounts(SqlConnection &connection, const QList<UsageCount> &counts)
{
    const qsizetype together = connection.isPostgres() ? limits::UsageBatchEntries : 1;
    for (qsizetype begin = 0; begin < counts.size(); begin += together) {
        QStringList rows;
        QVariantList values;
        for (const UsageCount &usage :
            counts.sliced(begin, std::min(together, counts.size() - begin))) {
            rows.append(u'(' % projectPlaceholder(connection) % ", ?, CAST(? AS BIGINT))"_L1);
            values << projectValue(connection, usage.project) << usage.day.toString(Qt::ISODate)
                   << usage.count;
        }
        const Result<SqlResult> added = connection.execute(
            "INSERT INTO broadcaster_usage (project_id, day, count) VALUES "_L1 % rows.join(u", "_s)
                % " ON CONFLICT (project_id, day)"
                  " DO UPDATE SET count = broadcaster_usage.count + excluded.count"_L1,
            values);
        if (!added)
            return added.error();
    }
    return {};
}

} // namespace

UsageStore::UsageStore(SqlConnection &connection)
    : m_connection(connection)
{
}

Result<void> UsageStore::add(const UsageBatch &batch, qint64 nowMs)
{
    return m_connection.transaction([&]() -> Result<void> {
        const Result<SqlResult> noted = m_connection.execute(
            u"INSERT INTO broadcaster_usage_writers (writer, batch, written_at) VALUES (?, ?, ?)"
            " ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch,"
            " written_at = excluded.written_at"
            " WHERE broadcaster_usage_writers.batch < excluded.batch"_s,
            { QString::fromLatin1(batch.writer), batch.number, nowMs });
        if (!noted)
            return noted.error();
        if (noted->affected == 0) // The batch was written already.
            return {};
        if (Result<void> added = addCounts(m_connection, batch.counts); !added)
            return added;
        if (batch.number > 1)
            return {};
        const Result<SqlResult> forgotten = m_connection.execute(
            u"DELETE FROM broadcaster_usage_writers WHERE written_at < ?"_s,
            { nowMs - qint64(limits::UsageWriterMemory.count()) });
        return forgotten ? Result<void>() : forgotten.error();
    });
}

Result<bool> UsageStore::isWritten(const UsageBatch &batch)
{
    const Result<SqlResult> found = m_connection.query(
        u"SELECT 1 FROM broadcaster_usage_writers WHERE writer = ? AND batch >= ?"_s,
        { SqlColumn::Number }, { QString::fromLatin1(batch.writer), batch.number });
    if (!found)
        return found.error();
    return !found->rows.isEmpty();
}

Result<UsageReport> UsageStore::report(const ProjectId &project, QDate today)
{
    const bool all = project.isNull();
    const QVariantList key = all ? QVariantList()
                                 : QVariantList { projectValue(m_connection, project) };
    const QString matches = "project_id = "_L1 % projectPlaceholder(m_connection);
    // PostgreSQL's SUM of BIGINT is a NUMERIC, which the driver would read as a double.
    const QString sum = u"SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM broadcaster_usage"_s;
    const Result<SqlResult> total = m_connection.query(
        all ? sum : QString(sum % " WHERE "_L1 % matches), { SqlColumn::Number }, key);
    if (!total)
        return total.error();
    const QString first = today.addDays(1 - limits::UsageDays).toString(Qt::ISODate);
    const QVariantList window { first, today.toString(Qt::ISODate) };
    const Result<SqlResult> days = m_connection.query(all
            ? u"SELECT day, CAST(SUM(count) AS BIGINT) FROM broadcaster_usage"
              " WHERE day >= ? AND day <= ? GROUP BY day ORDER BY day DESC"_s
            : QString("SELECT day, count FROM broadcaster_usage WHERE day >= ? AND day <= ? AND "_L1
                % matches % " ORDER BY day DESC"_L1),
        { SqlColumn::Text, SqlColumn::Number }, window + key);
    if (!days)
        return days.error();
    UsageReport report;
    report.total = total->rows.value(0).value(0).toLongLong();
    for (const QVariantList &row : days->rows)
        report.days.append(
            { QDate::fromString(row[0].toString(), Qt::ISODate), row[1].toLongLong() });
    return report;
}

Result<QList<ProjectId>> UsageStore::projects()
{
    // Ordered by bytes, which is the same for any collation of a database.
    const Result<SqlResult> found = m_connection.query("SELECT DISTINCT "_L1
            % projectColumn(m_connection) % " FROM broadcaster_usage ORDER BY 1 LIMIT ?"_L1,
        { SqlColumn::Bytes }, { limits::MaxListedProjects });
    if (!found)
        return found.error();
    QList<ProjectId> projects;
    projects.reserve(found->rows.size());
    for (const QVariantList &row : found->rows) {
        if (Result<ProjectId> project = readProject(row[0]))
            projects.append(*std::move(project));
    }
    return projects;
}

} // namespace broadcaster
