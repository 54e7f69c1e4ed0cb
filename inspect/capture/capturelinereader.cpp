// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/capturelinereader.h"

#include "inspect/capture/capturedelivery.h"
#include "inspect/capture/captureline.h"
#include "inspect/capture/capturetime.h"
#include "inspect/json/jsontext.h"
#include "inspect/traffic/messagetype.h"
#include "server/api/jsonstring.h"

#include <algorithm>
#include <array>
#include <utility>

namespace broadcaster {

namespace {

using CaptureCode = CaptureError::Code;

/// Shown as the sender of a message that names none.
constexpr QByteArrayView UnknownSender = "unknown";

bool isString(const JsonValue &value)
{
    return value.kind == JsonValue::Kind::String;
}

QByteArray stringOf(const JsonValue &value)
{
    return isString(value) ? jsonUnescaped(value.raw.sliced(1).chopped(1)) : QByteArray();
}

QByteArray stringAt(const JsonValue &object, const char *name)
{
    return stringOf(jsonAt(object, { QByteArray(name) }));
}

std::optional<TrafficKind> kindOf(const JsonValue &value)
{
    for (int kind = 0; isString(value) && kind < TrafficKindCount; ++kind) {
        if (value.raw.sliced(1).chopped(1) == nameOf(static_cast<TrafficKind>(kind)))
            return static_cast<TrafficKind>(kind);
    }
    return std::nullopt;
}

std::optional<quint32> countOf(const JsonValue &value)
{
    bool isCount = false;
    const uint count = value.raw.toUInt(&isCount);
    return isCount ? std::optional<quint32>(count) : std::nullopt;
}

/// ISO 8601 or milliseconds since the Unix epoch.
std::optional<qint64> timeOf(const JsonValue &value)
{
    if (isString(value))
        return captureTimeFrom(stringOf(value));
    bool isNumber = false;
    const qint64 time = value.raw.toLongLong(&isNumber);
    return isNumber && isCaptureTime(time) ? std::optional(time) : std::nullopt;
}

ClientType typeOr(const QByteArray &name, ClientType otherwise)
{
    return clientTypeFromWire({ name.constData(), static_cast<size_t>(name.size()) })
        .value_or(otherwise);
}

void setSender(TrafficRecord &record, const JsonValue &from)
{
    const QByteArray type = stringAt(from, "type");
    record.senderType = typeOr(type, ClientType::Runtime);
    if (type == "system")
        return;
    const QByteArray id = stringAt(from, "id");
    const QByteArrayView shown = id.isEmpty() || id.startsWith('\0') ? UnknownSender : id;
    std::copy_n(shown.begin(), std::min<qsizetype>(shown.size(), TrafficRecord::ClientIdSize),
        record.sender.begin());
}

/// Returns the target's text.
QByteArray setTarget(TrafficRecord &record, const JsonValue &to)
{
    const QByteArray type = stringAt(to, "type");
    const std::optional<ClientType> known = clientTypeFromWire(
        { type.constData(), static_cast<size_t>(type.size()) });
    record.hasTargetType = known.has_value();
    record.targetType = known.value_or(ClientType::Runtime);
    return record.kind == TrafficKind::ToType ? type : stringAt(to, "id");
}

/// The kind that the broker gives to such a message (docs/protocol.md, routing and system
/// messages).
TrafficKind kindOfEnvelope(const JsonValue &from, const JsonValue &to, const QByteArray &type)
{
    if (stringAt(from, "type") == "system") {
        if (type == "error")
            return TrafficKind::Error;
        return type == "client_left" ? TrafficKind::SystemToAll : TrafficKind::SystemToOne;
    }
    if (type == "PING")
        return TrafficKind::Ping;
    if (!stringAt(to, "id").isEmpty())
        return TrafficKind::ToClient;
    return stringAt(to, "type").isEmpty() ? TrafficKind::Broadcast : TrafficKind::ToType;
}

} // namespace

/// The members that have a meaning, from any source.
struct CaptureLineReader::Members {
    enum Name {
        Time,
        Timestamp,
        Project,
        ProjectIdName,
        Kind,
        From,
        To,
        Type,
        Addressed,
        Delivered,
        Mirrored,
        Unsent,
        Message,
        Text,
        Base64,
        Count,
    };
    static constexpr std::array<QByteArrayView, Count> Names { "time", "timestamp", "project",
        "projectId", "kind", "from", "to", "type", "addressed", "delivered", "mirrored", "unsent",
        "message", "text", "base64" };

    explicit Members(const JsonValue &object)
    {
        JsonCursor cursor(object);
        while (cursor.next()) {
            const auto *name = std::find(Names.begin(), Names.end(), cursor.key());
            if (name != Names.end())
                values[static_cast<size_t>(name - Names.begin())] = cursor.value();
        }
    }
    [[nodiscard]] const JsonValue &operator[](Name name) const { return values[name]; }
    [[nodiscard]] bool has(Name name) const
    {
        return values[name].kind != JsonValue::Kind::Missing;
    }
    /// A line of a capture has members that no envelope has.
    [[nodiscard]] bool isCapture() const
    {
        return has(Time) && isString(values[Project]) && kindOf(values[Kind])
            && (has(Message) || isString(values[Text]) || isString(values[Base64]));
    }

    std::array<JsonValue, Count> values;
};

CaptureLineReader::CaptureLineReader(Defaults defaults)
    : m_defaults(std::move(defaults))
{
}

std::optional<CaptureError> CaptureLineReader::read(QByteArrayView line)
{
    if (const std::optional<JsonError> error = findJsonError(line))
        return CaptureError { CaptureCode::NotJson, error->offset };
    const JsonValue root = jsonRoot(line);
    if (root.kind != JsonValue::Kind::Object)
        return CaptureError { CaptureCode::NotAnObject };
    const Members members(root);
    return members.isCapture() ? readOwn(members) : readForeign(root.raw, members);
}

std::optional<CaptureError> CaptureLineReader::readOwn(const Members &members)
{
    const Result<ProjectId> project = ProjectId::fromUtf8(stringOf(members[Members::Project]));
    const std::optional<qint64> time = timeOf(members[Members::Time]);
    if (!project)
        return CaptureError { CaptureCode::BadProject };
    if (!time)
        return CaptureError { CaptureCode::BadTime };
    TrafficRecord record;
    record.timeMs = *time;
    record.kind = *kindOf(members[Members::Kind]);
    record.addressed = countOf(members[Members::Addressed]).value_or(TrafficRecord::UnknownCount);
    record.delivered = countOf(members[Members::Delivered]).value_or(0);
    record.mirrored = countOf(members[Members::Mirrored]).value_or(0);
    MessageDelivery delivery = captureDelivery(members[Members::Unsent], record);
    record.delivered += static_cast<quint32>(delivery.addressed.total());
    record.mirrored += static_cast<quint32>(delivery.mirrored.total());
    setSender(record, members[Members::From]);
    const QByteArray target = setTarget(record, members[Members::To]);
    const size_t index = m_captured.batch.records.size();
    std::optional<CaptureError> fault = readMessage(members, record, *project, target);
    if (!fault && !delivery.isEmpty())
        m_captured.deliveries.emplace(index, std::move(delivery));
    return fault;
}

std::optional<CaptureError> CaptureLineReader::readMessage(const Members &members,
    const TrafficRecord &record, const ProjectId &project, const QByteArray &target)
{
    if (members.has(Members::Message)) {
        add(record, project, members[Members::Message].raw, target);
        return std::nullopt;
    }
    if (members.has(Members::Text)) {
        add(record, project, stringOf(members[Members::Text]), target);
        return std::nullopt;
    }
    const auto decoded = QByteArray::fromBase64Encoding(
        stringOf(members[Members::Base64]), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return CaptureError { CaptureCode::BadBase64 };
    add(record, project, *decoded, target);
    return std::nullopt;
}

std::optional<CaptureError> CaptureLineReader::readForeign(
    QByteArrayView line, const Members &members)
{
    TrafficRecord record;
    const std::optional<qint64> time = timeOf(members[Members::Time]);
    record.timeMs = time ? *time : timeOf(members[Members::Timestamp]).value_or(m_defaults.timeMs);
    record.kind = kindOfEnvelope(
        members[Members::From], members[Members::To], stringOf(members[Members::Type]));
    record.addressed = TrafficRecord::UnknownCount;
    setSender(record, members[Members::From]);
    const QByteArray target = setTarget(record, members[Members::To]);
    const bool hasProject = isString(members[Members::Project]);
    const Result<ProjectId> project = ProjectId::fromUtf8(
        stringOf(members[hasProject ? Members::Project : Members::ProjectIdName]));
    add(record, project ? *project : m_defaults.project, line, target);
    return std::nullopt;
}

void CaptureLineReader::add(
    TrafficRecord record, const ProjectId &project, QByteArrayView message, QByteArrayView target)
{
    const auto known = m_projects.constFind(project);
    if (known != m_projects.constEnd()) {
        record.project = *known;
    } else {
        record.project = static_cast<quint32>(m_captured.batch.projects.size());
        m_captured.batch.projects.append(project);
        m_projects.insert(project, record.project);
    }
    record.begin = static_cast<quint32>(m_captured.batch.bytes.size());
    record.size = static_cast<quint32>(message.size());
    m_captured.batch.bytes.append(message);
    setMessageType(record, m_captured.batch.bytes);
    record.targetBegin = static_cast<quint32>(m_captured.batch.bytes.size());
    record.targetSize = static_cast<quint32>(target.size());
    m_captured.batch.bytes.append(target);
    m_captured.batch.records.push_back(record);
}

CapturedBatch CaptureLineReader::take()
{
    m_projects.clear();
    return std::exchange(m_captured, {});
}

} // namespace broadcaster
