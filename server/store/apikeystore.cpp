// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/apikeystore.h"

#include "server/api/utc.h"
#include "server/base/tuning.h"
#include "server/store/projectcolumn.h"
#include "server/store/sqlconnection.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QRandomGenerator>

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype KeyPrefixLength = 12;

ApiKey generateKey()
{
    std::array<quint32, 4> random {};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), sizeof random);
    return ApiKey("sa_live_" + bytes.toHex());
}

QString hashOf(const ApiKey &key)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(key.secret(), QCryptographicHash::Sha256).toHex());
}

QVariant textOrNull(const QString &text)
{
    return text.isNull() ? QVariant(QMetaType::fromType<QString>()) : QVariant(text);
}

QString readText(const QVariant &value)
{
    if (value.isNull())
        return {};
    const QString text = value.toString();
    return text.isNull() ? u""_s : text;
}

QDateTime readTime(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Utc);
}

Error notFound(const ProjectId &project)
{
    return Error { ErrorCode::NotFound, "No active API key for project: "_L1 % project.toString() };
}

Result<void> checkText(QLatin1StringView name, const QString &text)
{
    if (text.size() > limits::MaxDescriptionLength)
        return Error { ErrorCode::InvalidArgument,
            u"%1 is longer than %2 characters"_s.arg(name).arg(limits::MaxDescriptionLength) };
    // PostgreSQL's text cannot hold it.
    if (text.contains(QChar::Null))
        return Error { ErrorCode::InvalidArgument, name % " contains the character U+0000"_L1 };
    return {};
}

/// In the order in which readKey() takes them.
QString keyColumns(const SqlConnection &connection)
{
    return "id, "_L1 % projectColumn(connection)
        % ", key_prefix, description, created_by, created_at, last_used_at"_L1;
}

Result<ApiKeyInfo> readKey(const QVariantList &row)
{
    Result<ProjectId> project = readProject(row[1]);
    if (!project)
        return project.error();
    return ApiKeyInfo { row[0].toLongLong(), *std::move(project), row[2].toString(),
        readText(row[3]), readText(row[4]), readTime(row[5]), readTime(row[6]) };
}

} // namespace

ApiKeyStore::ApiKeyStore(SqlConnection &connection)
    : m_connection(connection)
{
}

Result<IssuedApiKey> ApiKeyStore::issue(
    const ProjectId &project, const QString &description, const QString &createdBy, qint64 nowMs)
{
    if (Result<void> checked = checkText("description"_L1, description); !checked)
        return checked.error();
    if (Result<void> checked = checkText("createdBy"_L1, createdBy); !checked)
        return checked.error();
    ApiKey key = generateKey();
    const QString prefix = QString::fromLatin1(key.secret().first(KeyPrefixLength));
    // Asking first would not help: the unique index decides, also between two brokers.
    const Result<SqlResult> inserted = m_connection.transaction([&] {
        return m_connection.execute(
            "INSERT INTO broadcaster_api_keys (key_hash, key_prefix, project_id, description,"
            " created_by, created_at) VALUES (?, ?, "_L1
                % projectPlaceholder(m_connection) % ", ?, ?, ?) RETURNING "_L1
                % keyColumns(m_connection),
            { hashOf(key), prefix, projectValue(m_connection, project), textOrNull(description),
                textOrNull(createdBy), nowMs });
    });
    if (!inserted && inserted.error().code == ErrorCode::Conflict)
        return Error { ErrorCode::Conflict,
            "An active API key exists already for project: "_L1 % project.toString() };
    if (!inserted)
        return inserted.error();
    Result<ApiKeyInfo> info = readKey(inserted->rows.value(0));
    if (!info)
        return info.error();
    return IssuedApiKey { *std::move(info), std::move(key) };
}

Result<QList<ApiKeyInfo>> ApiKeyStore::activeKeys()
{
    const Result<SqlResult> found = m_connection.execute("SELECT "_L1 % keyColumns(m_connection)
        % " FROM broadcaster_api_keys WHERE revoked_at IS NULL"
          " ORDER BY created_at DESC, id DESC"_L1);
    if (!found)
        return found.error();
    QList<ApiKeyInfo> keys;
    for (const QVariantList &row : found->rows) {
        // A row with a project id that no client can name was not written by a broker.
        if (Result<ApiKeyInfo> key = readKey(row))
            keys.append(*std::move(key));
    }
    return keys;
}

Result<ApiKeyInfo> ApiKeyStore::activeKey(const ProjectId &project)
{
    const Result<SqlResult> found = m_connection.execute("SELECT "_L1 % keyColumns(m_connection)
            % " FROM broadcaster_api_keys WHERE project_id = "_L1 % projectPlaceholder(m_connection)
            % " AND revoked_at IS NULL"_L1,
        { projectValue(m_connection, project) });
    if (!found)
        return found.error();
    return found->rows.isEmpty() ? notFound(project) : readKey(found->rows[0]);
}

Result<ApiKeyInfo> ApiKeyStore::revoke(const ProjectId &project, qint64 nowMs)
{
    const Result<SqlResult> revoked = m_connection.transaction([&] {
        return m_connection.execute("UPDATE broadcaster_api_keys SET revoked_at = ?"
                                    " WHERE project_id = "_L1
                % projectPlaceholder(m_connection) % " AND revoked_at IS NULL RETURNING "_L1
                % keyColumns(m_connection),
            { nowMs, projectValue(m_connection, project) });
    });
    if (!revoked)
        return revoked.error();
    return revoked->rows.isEmpty() ? notFound(project) : readKey(revoked->rows[0]);
}

Result<qint64> ApiKeyStore::match(const ProjectId &project, const ApiKey &key)
{
    const Result<SqlResult> found = m_connection.execute(
        "SELECT id FROM broadcaster_api_keys WHERE key_hash = ? AND project_id = "_L1
            % projectPlaceholder(m_connection) % " AND revoked_at IS NULL"_L1,
        { hashOf(key), projectValue(m_connection, project) });
    if (!found)
        return found.error();
    if (found->rows.isEmpty())
        return notFound(project);
    return found->rows[0][0].toLongLong();
}

Result<void> ApiKeyStore::touch(qint64 keyId, qint64 nowMs)
{
    const Result<SqlResult> touched = m_connection.transaction([&] {
        return m_connection.execute(
            u"UPDATE broadcaster_api_keys SET last_used_at = ?"
            " WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)"_s,
            { nowMs, keyId, nowMs });
    });
    return touched ? Result<void>() : touched.error();
}

Result<void> ApiKeyStore::setRequired(const ProjectId &project, bool required)
{
    const Result<SqlResult> set = m_connection.transaction([&] {
        return m_connection.execute(
            "INSERT INTO broadcaster_project_settings (project_id, key_required) VALUES ("_L1
                % projectPlaceholder(m_connection)
                % ", ?) ON CONFLICT (project_id)"
                  " DO UPDATE SET key_required = excluded.key_required"_L1,
            { projectValue(m_connection, project), required });
    });
    return set ? Result<void>() : set.error();
}

Result<QSet<ProjectId>> ApiKeyStore::projectsRequiringKey()
{
    const Result<SqlResult> found = m_connection.execute("SELECT "_L1 % projectColumn(m_connection)
        % " FROM broadcaster_project_settings WHERE key_required"_L1);
    if (!found)
        return found.error();
    QSet<ProjectId> projects;
    for (const QVariantList &row : found->rows) {
        if (Result<ProjectId> project = readProject(row[0]))
            projects.insert(*std::move(project));
    }
    return projects;
}

} // namespace broadcaster
