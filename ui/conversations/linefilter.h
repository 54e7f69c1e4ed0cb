// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/conversations/conversationsmodel.h"

namespace broadcaster {

/// The condition for the messages behind a line: requests of its type in its project that the
/// line's client answers, and the replies.
[[nodiscard]] QString lineFilter(const ConversationsModel::Line &line);

} // namespace broadcaster
