// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/conversations/conversationsmodel.h"

namespace broadcaster {

/// The condition for the messages behind a line: requests of its type in its project that the
/// line's client answers, and the replies. In the columns of errors and of unanswered requests: for
/// these alone.
[[nodiscard]] QString lineFilter(const ConversationsModel::Line &line, int column);

} // namespace broadcaster
