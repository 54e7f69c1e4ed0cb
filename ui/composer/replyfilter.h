// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/messagevalues.h"
#include "server/api/ids.h"

#include <QtCore/QSet>

#include <deque>
#include <vector>

namespace broadcaster {

/// Tells the replies to the operator's messages from the rest of what an admin client gets. A reply
/// is addressed to the operator, or is the broker's answer to the operator alone, or repeats a
/// value of a sent message by one of the usual rules of docs/conversations.md.
class ReplyFilter final {
public:
    static constexpr size_t MaxSent = 1'000; ///< The values of older messages are forgotten.

    ReplyFilter();

    void noteSent(const ProjectId &project, const QByteArray &envelope);
    /// `clientId`: the operator's client in the project.
    [[nodiscard]] bool isReply(
        const ProjectId &project, const QByteArray &clientId, const QByteArray &message) const;

private:
    RulePaths m_paths;
    QSet<quint64> m_values; ///< Hashes of project, match, and the request's value.
    std::deque<std::vector<quint64>> m_sent; ///< The hashes in m_values by message.
};

} // namespace broadcaster
