// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/apikeystore.h"

#include "server/api/utc.h"
#include "server/base/tuning.h"
#include "server/store/projectcolumn.h"
#include "server/store/sqlconnection.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QRandomGenerator>

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype KeyPrefixLength = 12;

ApiKey generateKey()
{
    std::array<quint32, ApiKeyRandomBytes / sizeof(quint32)> random {};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), sizeof random);
    return ApiKey(ApiKeyStart + bytes.toHex());
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
    return Error { ErrorCode::NotFound, "No active API key for project: "_L1 % project.toString(),
        ErrorReason::NoActiveKey, { project.toString() } };
}

Result<void> checkText(QLatin1StringView name, const QString &text)
{
    if (text.size() > limits::MaxDescriptionLength)
        return Error { ErrorCode::InvalidArgument,
            u"%1 is longer than %2 characters"_s.arg(name).arg(limits::MaxDescriptionLength),
            ErrorReason::TextTooLong, { name, QString::number(limits::MaxDescriptionLength) } };
    // PostgreSQL's text cannot hold it.
    if (text.contains(QChar::Null))
        return Error { ErrorCode::InvalidArgument, name % " contains the character U+0000"_L1,
            ErrorReason::TextNull, { name } };
    if (!text.isValidUtf16())
        return Error { ErrorCode::InvalidArgument,
            name % " contains half a surrogate pair, which is not text"_L1,
            ErrorReason::TextHalfCharacter, { name } };
    return {};
}

/// In the order in which readKey() takes them.
QString keyColumns(const SqlConnection &connection)
{
    return "id, "_L1 % projectColumn(connection)
        % ", key_prefix, description, created_by, created_at, last_used_at"_L1;
}

constexpr std::initializer_list<SqlColumn> KeyShape { SqlColumn::Number, SqlColumn::Bytes,
    SqlColumn::Text, SqlColumn::Text, SqlColumn::Text, SqlColumn::Number, SqlColumn::Number };

/// Tells other brokers of a change, and serialises the changes of all brokers.
Result<void> countChange(SqlConnection &connection)
{
    const Result<SqlResult> counted = connection.execute(
        u"UPDATE broadcaster_generation SET generation = generation + 1"_s);
    return counted ? Result<void>() : counted.error();
}

Result<ApiKeyInfo> readKey(const QVariantList &row)
{
    Result<ProjectId> project = readProject(row[1]);
    if (!project)
        return project.error();
    return ApiKeyInfo { row[0].toLongLong(), *std::move(project), row[2].toString(),
        readText(row[3]), readText(row[4]), readTime(row[5]), readTime(row[6]) };
}

Result<void> touchAll(SqlConnection &connection, const QList<KeyUse> &uses)
{
    QStringList ids;
    QStringList times;
    for (const KeyUse &use : uses) {
        ids.append(QString::number(use.keyId));
        times.append(QString::number(use.atMs));
    }
    const QString idArray = u'{' % ids.join(u',') % u'}';
    const QString timeArray = u'{' % times.join(u',') % u'}';
    const Result<SqlResult> touched = connection.execute(
        u"UPDATE broadcaster_api_keys SET last_used_at = used.at"
        " FROM unnest(CAST(? AS BIGINT[]), CAST(? AS BIGINT[])) AS used (id, at)"
        " WHERE broadcaster_api_keys.id = used.id"
        " AND (last_used_at IS NULL OR last_used_at < used.at)"_s,
        { idArray, timeArray });
    return touched ? Result<void>() : touched.error();
}

Result<void> touchEach(SqlConnection &connection, const QList<KeyUse> &uses)
{
    for (const KeyUse &use : uses) {
        const Result<SqlResult> touched = connection.execute(
            u"UPDATE broadcaster_api_keys SET last_used_at = ?"
            " WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)"_s,
            { use.atMs, use.keyId, use.atMs });
        if (!touched)
            return touched.error();
    }
    return {};
}

} // namespace

ApiKeyStore::ApiKeyStore(SqlConnection &connection)
    : m_connection(connection)
{
}

QByteArray ApiKeyStore::hashOf(const ApiKey &key)
{
    return QCryptographicHash::hash(key.secret(), QCryptographicHash::Sha256).toHex();
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
    const Result<SqlResult> inserted = m_connection.transaction([&]() -> Result<SqlResult> {
        if (Result<void> counted = countChange(m_connection); !counted)
            return counted.error();
        return m_connection.query(
            "INSERT INTO broadcaster_api_keys (key_hash, key_prefix, project_id, description,"
            " created_by, created_at) VALUES (?, ?, "_L1
                % projectPlaceholder(m_connection) % ", ?, ?, ?) RETURNING "_L1
                % keyColumns(m_connection),
            KeyShape,
            { QString::fromLatin1(hashOf(key)), prefix, projectValue(m_connection, project),
                textOrNull(description), textOrNull(createdBy), nowMs });
    });
    if (!inserted && inserted.error().code == ErrorCode::Conflict)
        return Error { ErrorCode::Conflict,
            "An active API key exists already for project: "_L1 % project.toString(),
            ErrorReason::ActiveKeyExists, { project.toString() } };
    if (!inserted)
        return inserted.error();
    Result<ApiKeyInfo> info = readKey(inserted->rows.value(0));
    if (!info)
        return info.error();
    return IssuedApiKey { *std::move(info), std::move(key) };
}

Result<QList<ApiKeyInfo>> ApiKeyStore::activeKeys()
{
    const Result<SqlResult> found = m_connection.query("SELECT "_L1 % keyColumns(m_connection)
            % " FROM broadcaster_api_keys WHERE revoked_at IS NULL"
              " ORDER BY created_at DESC, id DESC"_L1,
        KeyShape);
    if (!found)
        return found.error();
    QList<ApiKeyInfo> keys;
    for (const QVariantList &row : found->rows) {
        // A row with an impossible project id was not written by a broker.
        if (Result<ApiKeyInfo> key = readKey(row))
            keys.append(*std::move(key));
    }
    return keys;
}

Result<ApiKeyInfo> ApiKeyStore::activeKey(const ProjectId &project)
{
    const Result<SqlResult> found = m_connection.query("SELECT "_L1 % keyColumns(m_connection)
            % " FROM broadcaster_api_keys WHERE project_id = "_L1 % projectPlaceholder(m_connection)
            % " AND revoked_at IS NULL"_L1,
        KeyShape, { projectValue(m_connection, project) });
    if (!found)
        return found.error();
    return found->rows.isEmpty() ? notFound(project) : readKey(found->rows[0]);
}

Result<ApiKeyInfo> ApiKeyStore::revoke(const ProjectId &project, qint64 nowMs)
{
    const Result<SqlResult> revoked = m_connection.transaction([&]() -> Result<SqlResult> {
        if (Result<void> counted = countChange(m_connection); !counted)
            return counted.error();
        return m_connection.query("UPDATE broadcaster_api_keys SET revoked_at = ?"
                                  " WHERE project_id = "_L1
                % projectPlaceholder(m_connection) % " AND revoked_at IS NULL RETURNING "_L1
                % keyColumns(m_connection),
            KeyShape, { nowMs, projectValue(m_connection, project) });
    });
    if (!revoked)
        return revoked.error();
    return revoked->rows.isEmpty() ? notFound(project) : readKey(revoked->rows[0]);
}

Result<QHash<QByteArray, KeyOwner>> ApiKeyStore::owners(const QList<QByteArray> &hashes)
{
    // SQLite answers without a round trip, from one prepared statement.
    const bool isPostgres = m_connection.isPostgres();
    const QString sql = "SELECT key_hash, id, "_L1 % projectColumn(m_connection)
        % " FROM broadcaster_api_keys WHERE revoked_at IS NULL AND key_hash = "_L1
        % (isPostgres ? "ANY (CAST(? AS TEXT[]))"_L1 : "?"_L1);
    const QList<QByteArray> asked = isPostgres ? QList<QByteArray> { '{' + hashes.join(',') + '}' }
                                               : hashes;
    QHash<QByteArray, KeyOwner> owners;
    for (const QByteArray &value : asked) {
        const Result<SqlResult> found = m_connection.query(sql,
            { SqlColumn::Text, SqlColumn::Number, SqlColumn::Bytes },
            { QString::fromLatin1(value) });
        if (!found)
            return found.error();
        for (const QVariantList &row : found->rows) {
            if (Result<ProjectId> project = readProject(row[2]))
                owners.insert(
                    row[0].toString().toLatin1(), { row[1].toLongLong(), *std::move(project) });
        }
    }
    return owners;
}

Result<void> ApiKeyStore::touch(const QList<KeyUse> &uses)
{
    // Sorted, so that brokers that note the same keys never deadlock.
    QList<KeyUse> sorted = uses;
    std::ranges::sort(sorted, {}, &KeyUse::keyId);
    return m_connection.transaction([&] {
        return m_connection.isPostgres() ? touchAll(m_connection, sorted)
                                         : touchEach(m_connection, sorted);
    });
}

Result<std::optional<AccessRules>> ApiKeyStore::rulesUnless(qint64 knownGeneration)
{
    const Result<SqlResult> generation = m_connection.query(
        u"SELECT generation FROM broadcaster_generation"_s, { SqlColumn::Number });
    if (!generation)
        return generation.error();
    // Read first: changes that come meanwhile are seen again the next time.
    AccessRules rules { generation->rows.value(0).value(0).toLongLong(), {}, {} };
    if (rules.generation == knownGeneration)
        return std::optional<AccessRules>();
    Result<QSet<ProjectId>> required = projectsRequiringKey();
    if (!required)
        return required.error();
    rules.projectsRequiringKey = *std::move(required);
    const Result<SqlResult> keys = m_connection.query(
        u"SELECT id FROM broadcaster_api_keys WHERE revoked_at IS NULL"_s, { SqlColumn::Number });
    if (!keys)
        return keys.error();
    for (const QVariantList &row : keys->rows)
        rules.activeKeys.insert(row[0].toLongLong());
    return std::optional(std::move(rules));
}

Result<void> ApiKeyStore::setRequired(const ProjectId &project, bool required)
{
    const Result<SqlResult> set = m_connection.transaction([&]() -> Result<SqlResult> {
        if (Result<void> counted = countChange(m_connection); !counted)
            return counted.error();
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
    const Result<SqlResult> found = m_connection.query("SELECT "_L1 % projectColumn(m_connection)
            % " FROM broadcaster_project_settings WHERE key_required"_L1,
        { SqlColumn::Bytes });
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
