// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/conversationpart.h"

#include <QtCore/QString>

#include <optional>

/// The part that a message has in a conversation, in words: the column Reply.
namespace broadcaster {

class ConversationWatch;

/// How much the text should be noticed.
enum class ReplyMood { Plain, Quiet, Warning, Bad };

struct ReplyWords {
    QString text; ///< Empty without a conversation.
    ReplyMood mood = ReplyMood::Plain;
};

/// "reply in 312 ms", "3 replies, first in 1.204 s", "unanswered for 5 s". Without `nowMs`, the age
/// of a request is not known.
[[nodiscard]] ReplyWords replyWords(const ConversationPart &part, std::optional<qint64> nowMs);
/// The same for a message of the watch.
[[nodiscard]] ReplyWords replyWords(const ConversationWatch &watch, quint64 sequence);

} // namespace broadcaster
