// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/sequence/sequencerows.h"

#include <optional>
#include <vector>

namespace broadcaster {

class ConversationWatch;
class TrafficModel;

/// The rows of the traffic table, or the messages of one conversation, for a sequence diagram.
class TrafficSequence final : public SequenceRows {
    Q_OBJECT

public:
    /// The model and the watch outlive it.
    TrafficSequence(TrafficModel &model, ConversationWatch &watch, QObject *parent = nullptr);

    /// The conversation of this message, as it grows; without a value, the rows of the table.
    void setConversation(std::optional<quint64> sequence);
    [[nodiscard]] std::optional<quint64> conversation() const { return m_conversation; }
    /// Tells nothing while it is quiet: nobody looks.
    void setQuiet(bool quiet);

    [[nodiscard]] int count() const override;
    [[nodiscard]] quint64 sequenceAt(int row) const override;
    [[nodiscard]] TrafficRow rowAt(int row) const override;
    [[nodiscard]] int rowOf(quint64 sequence) const override;
    [[nodiscard]] bool isReply(int row) const override;
    [[nodiscard]] QString replyText(int row) const override;

private:
    void connectModel();
    void connectWatch();
    /// The messages of the conversation that are kept.
    void lookAgain();

    TrafficModel &m_model;
    ConversationWatch &m_watch;
    std::optional<quint64> m_conversation;
    std::vector<quint64> m_only; ///< Messages of the conversation, in their order.
    bool m_isQuiet = true;
};

} // namespace broadcaster
