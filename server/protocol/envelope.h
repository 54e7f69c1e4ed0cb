// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/errorreason.h"
#include "server/api/ids.h"

#include <QtCore/QByteArray>

#include <memory>
#include <string>
#include <string_view>

namespace broadcaster {

class JsonWalker;
class StructuralIndex;

/// Bytes of any content that must be readable behind a message that is scanned.
inline constexpr qsizetype ScanPadding = 64;

/// The facts of one message that the broker needs (docs/protocol.md, envelopes). Views point into
/// the message or into the scanner: valid until the message changes or the next scan.
struct Envelope {
    std::string_view bytes; ///< The whole message.
    std::string_view fromValue; ///< Raw value of `from`; empty when it is missing.
    /// The members of a `from` object other than id and type, raw, each led by a comma.
    std::string_view fromRest;
    bool isEmptyObject = false; ///< `{}`: an inserted member takes no comma.
    qsizetype insertAt = 0; ///< Where a missing `from` goes: just behind the opening brace.
    std::string_view toId; ///< Unescaped; empty when missing.
    std::string_view toType; ///< Unescaped; empty when missing.
    /// The text between the quotes of `type`, escapes included; empty when it is not a string. Also
    /// set where `from` or `to` is invalid.
    std::string_view type;
    bool isPing = false;
    std::string_view pingTimestamp; ///< Raw value of payload.timestamp; empty when missing.
};

enum class ScanResult {
    Ok,
    InvalidUtf8,
    InvalidJson, ///< Not JSON, not an object, too deep.
    RepeatedFrom,
    RepeatedTo,
    InvalidTo, ///< `to` is neither an object nor null.
    InvalidToId,
    InvalidToType,
};
inline constexpr int ScanResultCount = 8;

/// The `message` of the error for a result other than Ok.
[[nodiscard]] std::string_view scanErrorMessage(ScanResult result);
/// The same for the window.
[[nodiscard]] ErrorReason scanErrorReason(ScanResult result);

/// Validates messages and finds the facts for routing, in place and without building anything. One
/// per thread. Never recurses; needs 5 bytes of memory per byte of the largest message seen.
class EnvelopeScanner final {
public:
    EnvelopeScanner();
    ~EnvelopeScanner();
    Q_DISABLE_COPY_MOVE(EnvelopeScanner)

    /// REQUIRES: ScanPadding readable bytes behind `message`.
    [[nodiscard]] ScanResult scan(std::string_view message, Envelope &envelope);

private:
    struct Members;
    [[nodiscard]] ScanResult read(const JsonWalker &walker, Envelope &envelope);
    [[nodiscard]] bool findMembers(const JsonWalker &walker, Members &members);
    void noteMember(const JsonWalker &walker, uint32_t key, uint32_t behind, Members &members);
    void readFrom(const JsonWalker &walker, const Members &members, Envelope &envelope);
    [[nodiscard]] ScanResult readTo(
        const JsonWalker &walker, const Members &members, Envelope &envelope);
    void readPing(const JsonWalker &walker, const Members &members, Envelope &envelope);
    /// Unescaped into `storage` when necessary.
    [[nodiscard]] std::string_view text(
        const JsonWalker &walker, uint32_t token, std::string &storage) const;

    std::unique_ptr<StructuralIndex> m_index;
    bool m_hasEscapes = false;
    std::string m_fromRest;
    std::string m_toId;
    std::string m_toType;
    std::string m_scratch;
};

/// The stamp of a client's messages, made once: `{"type":"runtime","id":"…"` without the brace that
/// closes it.
[[nodiscard]] QByteArray fromStamp(ClientType type, const ClientId &id);
/// The stamp of messages that an operator has published.
inline constexpr std::string_view SystemStamp = "{\"type\":\"system\"";

/// Size of the envelope with `from` stamped.
[[nodiscard]] qsizetype stampedSize(const Envelope &envelope, std::string_view stamp);
/// Writes the envelope with `from` stamped: every other byte as the sender wrote it.
/// REQUIRES: room for stampedSize() bytes at `to`
void writeStamped(char *to, const Envelope &envelope, std::string_view stamp);
void appendStamped(QByteArray &out, const Envelope &envelope, std::string_view stamp);
/// Where envelope.type begins in the envelope with `from` stamped. REQUIRES: it is not empty.
[[nodiscard]] qsizetype stampedTypeOffset(const Envelope &envelope, std::string_view stamp);

} // namespace broadcaster
