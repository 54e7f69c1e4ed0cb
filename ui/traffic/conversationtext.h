// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

namespace broadcaster {

class ConversationWatch;

/// The request and its first replies with their times, a line each. Empty when the message is in no
/// conversation, or is no longer kept.
[[nodiscard]] QString conversationText(const ConversationWatch &watch, quint64 sequence);

} // namespace broadcaster
