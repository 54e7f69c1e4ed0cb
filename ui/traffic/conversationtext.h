// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

namespace broadcaster {

class ClientNames;
class ConversationWatch;

/// The request and its first replies with their times, a line each. Empty when the message is in no
/// conversation, or is no longer kept. Without names, clients have short ids.
[[nodiscard]] QString conversationText(
    const ConversationWatch &watch, quint64 sequence, ClientNames *names);

} // namespace broadcaster
