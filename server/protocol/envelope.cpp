// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/envelope.h"

#include "server/api/check.h"
#include "server/api/jsonstring.h"
#include "server/base/tuning.h"
#include "server/protocol/jsonstructure.h"
#include "server/protocol/jsonwalker.h"

#include <algorithm>

namespace broadcaster {

using namespace std::literals;

namespace {

constexpr std::string_view FromKey = "\"from\":"sv;

void startOver(std::string &buffer)
{
    if (buffer.capacity() > static_cast<std::size_t>(limits::KeptBufferBytes)) [[unlikely]]
        std::string().swap(buffer);
    buffer.clear();
}

/// Out of line: the usual text has no escape, and pays nothing for those that have.
[[gnu::noinline]] std::string_view unescaped(std::string_view raw, std::string &storage)
{
    if (raw.find('\\') == std::string_view::npos)
        return raw;
    startOver(storage);
    appendUnescaped(storage, raw);
    return storage;
}

char *put(char *to, std::string_view bytes)
{
    return std::copy(bytes.begin(), bytes.end(), to);
}

/// Bytes of the message before and after the part that the stamp replaces.
struct Surroundings {
    std::string_view before;
    std::string_view behind;
};

Surroundings surroundings(const Envelope &envelope)
{
    const std::string_view bytes = envelope.bytes;
    if (envelope.fromValue.empty()) {
        const auto at = static_cast<std::size_t>(envelope.insertAt);
        return { bytes.substr(0, at), bytes.substr(at) };
    }
    const auto begin = static_cast<std::size_t>(envelope.fromValue.data() - bytes.data());
    return { bytes.substr(0, begin), bytes.substr(begin + envelope.fromValue.size()) };
}

} // namespace

/// The members that matter, by the tokens of their values; 0: missing.
struct EnvelopeScanner::Members {
    uint32_t from = 0;
    uint32_t behindFrom = 0;
    uint32_t to = 0;
    uint32_t type = 0;
    uint32_t payload = 0;
    bool repeatsFrom = false;
    bool repeatsTo = false;
};

inline std::string_view EnvelopeScanner::text(
    const JsonWalker &walker, uint32_t token, std::string &storage) const
{
    const std::string_view raw = walker.rawString(token);
    return m_hasEscapes ? unescaped(raw, storage) : raw;
}

EnvelopeScanner::EnvelopeScanner()
    : m_index(std::make_unique<StructuralIndex>())
{
}

EnvelopeScanner::~EnvelopeScanner() = default;

ScanResult EnvelopeScanner::scan(std::string_view message, Envelope &envelope)
{
    envelope = Envelope {};
    envelope.bytes = message;
    ScanResult result = m_index->build(message) ? read(JsonWalker(message, *m_index), envelope)
                                                : ScanResult::InvalidJson;
    // Invalid UTF-8 is the answer, whatever else is wrong.
    if (result == ScanResult::InvalidJson && !StructuralIndex::isUtf8(message))
        result = ScanResult::InvalidUtf8;
    m_index->giveBack();
    return result;
}

ScanResult EnvelopeScanner::read(const JsonWalker &walker, Envelope &envelope)
{
    const std::string_view message = envelope.bytes;
    const std::size_t firstEscape = message.find('\\');
    m_hasEscapes = firstEscape != std::string_view::npos;
    Members members;
    if ((m_hasEscapes && !areEscapesValid(message.substr(firstEscape)))
        || !findMembers(walker, members))
        return ScanResult::InvalidJson;
    if (members.type != 0 && walker.charAt(members.type) == '"')
        envelope.type = walker.rawString(members.type);
    if (members.repeatsFrom)
        return ScanResult::RepeatedFrom;
    if (members.repeatsTo)
        return ScanResult::RepeatedTo;

    envelope.insertAt = walker.position(0) + 1;
    envelope.isEmptyObject = walker.isLast(1);
    if (members.from != 0)
        readFrom(walker, members, envelope);
    if (members.type != 0 && walker.charAt(members.type) == '"')
        envelope.isPing = text(walker, members.type, m_scratch) == "PING"sv;
    if (envelope.isPing) {
        readPing(walker, members, envelope);
        return ScanResult::Ok; // Nobody gets the message, so its `to` does not matter.
    }
    return members.to != 0 ? readTo(walker, members, envelope) : ScanResult::Ok;
}

bool EnvelopeScanner::findMembers(const JsonWalker &walker, Members &members)
{
    if (!walker.isFramedAsObject())
        return false;
    if (walker.charAt(1) == '}')
        return walker.isLast(1);
    uint32_t token = 0;
    do {
        const uint32_t key = token + 1;
        token = key + 2;
        if (!walker.isKey(key) || !walker.skipValue(token, 1))
            return false;
        noteMember(walker, key, token, members);
    } while (walker.charAt(token) == ',');
    return walker.charAt(token) == '}' && walker.isLast(token);
}

void EnvelopeScanner::noteMember(
    const JsonWalker &walker, uint32_t key, uint32_t behind, Members &members)
{
    const std::string_view name = text(walker, key, m_scratch);
    const uint32_t value = key + 2;
    switch (name.size()) {
    case "to"sv.size():
        if (name == "to"sv) {
            members.repeatsTo = members.to != 0;
            members.to = value;
        }
        break;
    case "type"sv.size():
        if (name == "type"sv) {
            members.type = value;
        } else if (name == "from"sv) {
            members.repeatsFrom = members.from != 0;
            members.from = value;
            members.behindFrom = behind;
        }
        break;
    case "payload"sv.size():
        if (name == "payload"sv)
            members.payload = value;
        break;
    default:
        break;
    }
}

void EnvelopeScanner::readFrom(const JsonWalker &walker, const Members &members, Envelope &envelope)
{
    envelope.fromValue = walker.raw(members.from, members.behindFrom);
    if (walker.charAt(members.from) != '{')
        return;
    startOver(m_fromRest);
    walker.forEachMember(members.from, [&](uint32_t key, uint32_t behind) {
        const std::string_view name = text(walker, key, m_scratch);
        if (name != "id"sv && name != "type"sv)
            m_fromRest.append(1, ',').append(walker.raw(key, behind));
    });
    envelope.fromRest = m_fromRest;
}

ScanResult EnvelopeScanner::readTo(
    const JsonWalker &walker, const Members &members, Envelope &envelope)
{
    const char first = walker.charAt(members.to);
    if (first == 'n')
        return ScanResult::Ok;
    if (first != '{')
        return ScanResult::InvalidTo;
    uint32_t id = 0;
    uint32_t type = 0;
    walker.forEachMember(members.to, [&](uint32_t key, uint32_t) {
        const std::string_view name = text(walker, key, m_scratch);
        if (name == "id"sv)
            id = key + 2;
        else if (name == "type"sv)
            type = key + 2;
    });
    if (id != 0) {
        if (walker.charAt(id) != '"')
            return ScanResult::InvalidToId;
        envelope.toId = text(walker, id, m_toId);
    }
    if (type != 0) {
        if (walker.charAt(type) != '"')
            return ScanResult::InvalidToType;
        envelope.toType = text(walker, type, m_toType);
    }
    return ScanResult::Ok;
}

void EnvelopeScanner::readPing(const JsonWalker &walker, const Members &members, Envelope &envelope)
{
    if (members.payload == 0 || walker.charAt(members.payload) != '{')
        return;
    walker.forEachMember(members.payload, [&](uint32_t key, uint32_t behind) {
        if (text(walker, key, m_scratch) == "timestamp"sv)
            envelope.pingTimestamp = walker.raw(key + 2, behind);
    });
}

std::string_view scanErrorMessage(ScanResult result)
{
    switch (result) {
    case ScanResult::Ok:
        return {};
    case ScanResult::InvalidUtf8:
    case ScanResult::InvalidJson:
        return "Invalid JSON message format"sv;
    case ScanResult::RepeatedFrom:
        return "Invalid from field: it appears more than once in the envelope, "
               "write it once or leave it out"sv;
    case ScanResult::RepeatedTo:
        return "Invalid to field: it appears more than once in the envelope, "
               "write it once or leave it out"sv;
    case ScanResult::InvalidTo:
        return "Invalid to field: must be an object or null"sv;
    case ScanResult::InvalidToId:
        return "Invalid to field: id must be a string"sv;
    case ScanResult::InvalidToType:
        return "Invalid to field: type must be a string"sv;
    }
    return unreachable("Invalid message"sv);
}

ErrorReason scanErrorReason(ScanResult result)
{
    static constexpr std::array<ErrorReason, ScanResultCount> Reasons { ErrorReason::None,
        ErrorReason::MessageNotJson, ErrorReason::MessageNotJson, ErrorReason::MessageRepeatsFrom,
        ErrorReason::MessageRepeatsTo, ErrorReason::MessageBadTo, ErrorReason::MessageBadToId,
        ErrorReason::MessageBadToType };
    return Reasons.at(static_cast<std::size_t>(result));
}

QByteArray fromStamp(ClientType type, const ClientId &id)
{
    const std::string_view name = wireName(type);
    return "{\"type\":\"" + QByteArray(name.data(), static_cast<qsizetype>(name.size()))
        + "\",\"id\":\"" + id.text() + '"';
}

qsizetype stampedSize(const Envelope &envelope, std::string_view stamp)
{
    std::size_t size = envelope.bytes.size() - envelope.fromValue.size() + stamp.size()
        + 1; // The brace.
    size += envelope.fromRest.size();
    if (envelope.fromValue.empty())
        size += FromKey.size() + (envelope.isEmptyObject ? 0 : 1);
    return static_cast<qsizetype>(size);
}

void writeStamped(char *to, const Envelope &envelope, std::string_view stamp)
{
    const auto [before, behind] = surroundings(envelope);
    const bool inserts = envelope.fromValue.empty();
    to = put(to, before);
    if (inserts)
        to = put(to, FromKey);
    to = put(to, stamp);
    to = put(to, envelope.fromRest);
    to = put(to, "}"sv);
    if (inserts && !envelope.isEmptyObject)
        to = put(to, ","sv);
    put(to, behind);
}

void appendStamped(QByteArray &out, const Envelope &envelope, std::string_view stamp)
{
    const qsizetype used = out.size();
    out.resize(used + stampedSize(envelope, stamp));
    writeStamped(out.data() + used, envelope, stamp);
}

qsizetype stampedTypeOffset(const Envelope &envelope, std::string_view stamp)
{
    const qsizetype offset = envelope.type.data() - envelope.bytes.data();
    const auto behind = surroundings(envelope).behind;
    if (envelope.type.data() < behind.data())
        return offset;
    return offset + stampedSize(envelope, stamp) - static_cast<qsizetype>(envelope.bytes.size());
}

} // namespace broadcaster
