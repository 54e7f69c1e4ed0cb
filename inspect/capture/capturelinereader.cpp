// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/capturelinereader.h"

#include "inspect/capture/capturedelivery.h"
#include "inspect/capture/captureline.h"
#include "inspect/capture/capturetime.h"
#include "inspect/capture/envelopeends.h"
#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsontext.h"

#include <algorithm>
#include <array>
#include <utility>

namespace broadcaster {

namespace {

using CaptureCode = CaptureError::Code;

std::optional<TrafficKind> kindOf(const JsonValue &value)
{
    for (int kind = 0; isJsonString(value) && kind < TrafficKindCount; ++kind) {
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
    if (isJsonString(value))
        return captureTimeFrom(jsonStringOf(value));
    bool isNumber = false;
    const qint64 time = value.raw.toLongLong(&isNumber);
    return isNumber && isCaptureTime(time) ? std::optional(time) : std::nullopt;
}

/// A comment in UTF-8, cut where it is too long.
QByteArray commentOf(const QByteArray &text)
{
    if (text.size() <= MessageNote::MaxCommentBytes)
        return text;
    QString cut = QString::fromUtf8(text.first(MessageNote::MaxCommentBytes));
    while (cut.endsWith(QChar::ReplacementCharacter))
        cut.chop(1);
    return cut.toUtf8();
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
        Marked,
        Comment,
        Missing,
        Message,
        Text,
        Base64,
        Count,
    };
    static constexpr std::array<QByteArrayView, Count> Names { "time", "timestamp", "project",
        "projectId", "kind", "from", "to", "type", "addressed", "delivered", "mirrored", "unsent",
        "marked", "comment", "missing", "message", "text", "base64" };

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
        return has(Time) && isJsonString(values[Project]) && kindOf(values[Kind])
            && (has(Message) || isJsonString(values[Text]) || isJsonString(values[Base64]));
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
    const Result<ProjectId> project = ProjectId::fromUtf8(jsonStringOf(members[Members::Project]));
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
    record.missing = countOf(members[Members::Missing]).value_or(0);
    MessageDelivery delivery = captureDelivery(members[Members::Unsent], record);
    record.delivered += static_cast<quint32>(delivery.addressed.total());
    record.mirrored += static_cast<quint32>(delivery.mirrored.total());
    setSender(record, members[Members::From]);
    const QByteArray target = setTarget(record, members[Members::To]);
    std::optional<CaptureError> fault = readMessage(members, record, *project, target);
    if (!fault) {
        m_rows.setDelivery(std::move(delivery));
        m_rows.setNote({ members[Members::Marked].kind == JsonValue::Kind::True,
            commentOf(jsonStringOf(members[Members::Comment])) });
    }
    return fault;
}

std::optional<CaptureError> CaptureLineReader::readMessage(const Members &members,
    const TrafficRecord &record, const ProjectId &project, const QByteArray &target)
{
    if (members.has(Members::Message)) {
        m_rows.add(record, project, members[Members::Message].raw, target);
        return std::nullopt;
    }
    if (members.has(Members::Text)) {
        m_rows.add(record, project, jsonStringOf(members[Members::Text]), target);
        return std::nullopt;
    }
    const auto decoded = QByteArray::fromBase64Encoding(
        jsonStringOf(members[Members::Base64]), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return CaptureError { CaptureCode::BadBase64 };
    m_rows.add(record, project, *decoded, target);
    return std::nullopt;
}

std::optional<CaptureError> CaptureLineReader::readForeign(
    QByteArrayView line, const Members &members)
{
    TrafficRecord record;
    const std::optional<qint64> time = timeOf(members[Members::Time]);
    record.timeMs = time ? *time : timeOf(members[Members::Timestamp]).value_or(m_defaults.timeMs);
    record.kind = kindOfEnvelope(
        members[Members::From], members[Members::To], jsonStringOf(members[Members::Type]));
    record.addressed = TrafficRecord::UnknownCount;
    setSender(record, members[Members::From]);
    const QByteArray target = setTarget(record, members[Members::To]);
    const bool hasProject = isJsonString(members[Members::Project]);
    const Result<ProjectId> project = ProjectId::fromUtf8(
        jsonStringOf(members[hasProject ? Members::Project : Members::ProjectIdName]));
    m_rows.add(record, project ? *project : m_defaults.project, line, target);
    return std::nullopt;
}

CapturedBatch CaptureLineReader::take()
{
    return m_rows.take();
}

} // namespace broadcaster
