// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/numberedqueue.h"
#include "server/api/traffic.h"

#include <vector>

namespace broadcaster {

/// A message that is a request or a reply, without its text. Clients are known by hashes of their
/// ids.
struct ConversationRow {
    quint64 sequence = 0;
    qint64 timeMs = 0;
    quint64 sender = 0;
    quint64 target = 0; ///< Hash of a client id or of a type (ConversationRows::targetOf()).
    quint32 type = 0; ///< Index into MessageTypes.
    // Short numbers of other rows.
    quint32 request = 0; ///< The request that this row answers.
    quint32 newestReply = 0;
    quint32 firstReply = 0;
    quint32 olderReply = 0; ///< The reply before this one, to the same request.
    quint32 replies = 0;
    quint32 replyMs = 0; ///< Time of this reply, or of the first reply to this request.
    TrafficKind kind = TrafficKind::Broadcast;
    ClientType senderType : 3 = ClientType::Runtime; // One of the bits is the sign.
    ClientType targetType : 3 = ClientType::Runtime;
    bool hasTargetType : 1 = false;
    bool isFromFile : 1 = false; ///< The order of rows may differ from the order of their times.
    bool isReply : 1 = false;
    bool isError : 1 = false; ///< This reply, or a reply to this request, reports an error.
    bool isExplicit : 1 = false; ///< It has a value by which it asks for a reply.
    bool takesNext : 1 = false; ///< The next message may answer it.
    bool isUndelivered : 1 = false; ///< It was for nobody.
    bool isOverdue : 1 = false; ///< It is counted as unanswered.
};

/// The rows of all conversations, in the order of their sequences.
class ConversationRows final : public NumberedQueue<ConversationRow> {
public:
    /// Replies of a request that isAnsweredBy() looks at, the newest first.
    static constexpr int MaxLookedAt = 16;
    /// Replies that sequencesOf() lists.
    static constexpr int MaxListed = 256;

    /// Null when the message is not in a conversation, or forgotten. Quick in runs of messages, in
    /// either direction.
    [[nodiscard]] const ConversationRow *withSequence(quint64 sequence) const;
    [[nodiscard]] bool isAnsweredBy(const ConversationRow &request, quint64 client) const;
    /// REQUIRES: neither row has a request, and the second one has no replies.
    void link(quint32 request, quint32 reply);
    /// Sequences of all kept rows of the same conversation, in their order.
    [[nodiscard]] std::vector<quint64> sequencesOf(const ConversationRow &row) const;

    /// The targets of messages for a client, for clients of a type, and for everybody.
    [[nodiscard]] static quint64 targetOf(QByteArrayView clientId);
    [[nodiscard]] static quint64 targetOf(ClientType type);
    [[nodiscard]] static quint64 targetOfAll();

    /// Whether the first message comes before the second one, which was added earlier.
    [[nodiscard]] static bool isBefore(const ConversationRow &added, const ConversationRow &earlier)
    {
        return added.isFromFile && earlier.isFromFile && added.timeMs < earlier.timeMs;
    }
    /// Whether the first message is for the sender of the second one.
    [[nodiscard]] static bool isForSender(
        const ConversationRow &message, const ConversationRow &other);

private:
    /// Number of the first row whose sequence is not less; end() without one.
    [[nodiscard]] quint64 lowerBound(quint64 sequence) const;

    mutable quint64 m_lastHit = 0; ///< The result of lowerBound() before.
};

} // namespace broadcaster
