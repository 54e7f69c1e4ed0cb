// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/conversationruleerror.h"

namespace broadcaster {

/// One or two sentences: the fault at the place, or the text that belongs there.
[[nodiscard]] QString ruleErrorText(const ConversationRuleError &error);

} // namespace broadcaster
