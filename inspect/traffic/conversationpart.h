// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArrayView>

#include <optional>

namespace broadcaster {

/// The part that one message has in a conversation, which is a request and its replies.
struct ConversationPart {
    enum class State {
        None, ///< It belongs to no conversation that is known.
        Reply, ///< It answers a request.
        Answered, ///< A request with at least one reply.
        Waiting, ///< A request without a reply so far.
        NobodyThere, ///< A request without a reply that was sent to nobody.
        ReceiverLeft, ///< The only client that could reply has left.
        SenderLeft, ///< The client that would get the reply has left.
    };

    State state = State::None;
    bool isError = false; ///< The reply, or one of the replies, reports an error.
    qint64 requestMs = 0; ///< Time of the request, in ms since the Unix epoch.
    /// Time from the request to the reply, or to the first reply; unset without one.
    std::optional<qint64> replyMs {};
    quint32 replies = 0; ///< Replies to the request, however many clients they come from.
    /// Sequence of the request for a reply, and of the first reply that is kept for a request.
    /// Unset if there is none.
    std::optional<quint64> partner {};

    [[nodiscard]] bool isRequest() const { return state >= State::Answered; }
    [[nodiscard]] bool isUnanswered() const { return state >= State::Waiting; }

    friend bool operator==(const ConversationPart &, const ConversationPart &) = default;
};

/// The part of a message with the facts that conditions read. The views are into the pairs, and
/// valid until these change.
struct ConversationFacts {
    ConversationPart part;
    /// Type of the request, as on the wire; the broker cuts off very long ones.
    QByteArrayView requestType {};
    /// Id of the client that replied, or else of the client that the request is for; "broker" if
    /// the broker replied. Null if it is not known.
    QByteArrayView answerer {};
};

} // namespace broadcaster
