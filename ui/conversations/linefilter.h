// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/conversations/conversationsmodel.h"

namespace broadcaster {

/// The condition for the messages behind a line: requests of its type in its project, and all
/// messages of the client that answers them.
[[nodiscard]] QString lineFilter(const ConversationsModel::Line &line);

} // namespace broadcaster
