// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/messagevalues.h"
#include "inspect/conversations/pairedmessages.h"
#include "inspect/conversations/requestkeys.h"
#include "inspect/conversations/ruledetector.h"
#include "inspect/traffic/trafficrow.h"
#include "server/api/clientevent.h"

namespace broadcaster {

/// Pairs requests with their replies by a rule. A reply belongs to the newest request with the same
/// value that its sender has not answered yet, or else to the newest one: a request can have many
/// replies. A rejected message and the broker's error for it are a pair, too. A reply is never the
/// request of another reply. Keeps no text of messages.
class ConversationPairer final {
public:
    static constexpr int MaxRowsPerCall = PairedMessages::MaxRowsPerCall;

    explicit ConversationPairer(ConversationRule rule = {}, ConversationLimits limits = {});

    /// Messages come in growing order of `sequence`. Returns the sequence of another message whose
    /// part has changed: usually of the request that this one answers.
    std::optional<quint64> add(quint64 sequence, const TrafficRow &row);
    /// Messages about departures are noticed by add(); events tell of departures that nobody was
    /// left to be told of.
    void noteEvent(const ClientEvent &event);
    /// Counts requests without a reply that are older than the patience as unanswered. Returns true
    /// when another call has to go on: one call looks at MaxRowsPerCall messages.
    bool advance(qint64 nowMs) { return m_paired.advance(nowMs); }
    /// Messages before that one are gone. Statistics stay. Returns true like advance().
    bool forgetBefore(quint64 sequence);

    [[nodiscard]] ConversationPart part(quint64 sequence) const { return m_paired.part(sequence); }
    [[nodiscard]] ConversationFacts facts(quint64 sequence) const
    {
        return m_paired.facts(sequence);
    }
    /// The request and its replies that are kept, in their order, `sequence` included; the newest
    /// ConversationRows::MaxListed replies. Empty when the message is in no conversation.
    [[nodiscard]] std::vector<quint64> conversation(quint64 sequence) const
    {
        return m_paired.conversation(sequence);
    }

    /// Grows when the messages of a type turn out to be requests, or to be none: the parts of any
    /// earlier messages may have changed then.
    [[nodiscard]] quint64 insights() const { return m_paired.insights(); }
    [[nodiscard]] const ConversationRule &rule() const { return m_rule; }
    /// The alternatives that the project uses, as far as its traffic has shown.
    [[nodiscard]] ConversationRule ruleOf(const ProjectId &project) const;
    [[nodiscard]] const ConversationStatistics &statistics() const { return m_paired.statistics(); }
    [[nodiscard]] const MessageTypes &types() const { return m_paired.types(); }
    [[nodiscard]] ConversationLosses losses() const;
    /// Messages that are in conversations or could be.
    [[nodiscard]] qsizetype count() const { return m_paired.rows().size(); }
    [[nodiscard]] qsizetype bytes() const; ///< Memory taken, roughly.

private:
    struct Project {
        quint64 hash = 0;
        RuleDetector detector;
    };
    /// A row that is probably the other half of a pair, and the match that found it.
    struct Found {
        quint32 row = 0; ///< 0: none
        size_t match = 0;
    };

    [[nodiscard]] Project &projectOf(const ProjectId &id);
    [[nodiscard]] ConversationRow rowOf(
        quint64 sequence, const TrafficRow &row, const Project &project);
    std::optional<quint64> addMessage(quint64 sequence, const TrafficRow &row);
    void addRejected(quint64 sequence, const TrafficRow &row);
    std::optional<quint64> addError(quint64 sequence, const TrafficRow &row);

    [[nodiscard]] Found findByMatch(
        const Project &project, const ConversationRow &row, MessageValues &values) const;
    /// Whether a row that was taken for a request is the reply to one that was added after it.
    [[nodiscard]] bool isReplyOf(
        const ConversationRow &earlier, const ConversationRow &added, size_t match) const;
    [[nodiscard]] quint32 newestWithKey(quint64 key, const ConversationRow &reply) const;
    [[nodiscard]] quint32 findNext(const Project &project, const ConversationRow &reply) const;
    /// Returns its short number; 0 when the row can be neither request nor reply.
    quint32 addRequest(
        ConversationRow row, const TrafficRow &original, Project &project, MessageValues &values);
    std::optional<quint64> pair(
        quint32 request, quint32 reply, quint32 added, bool isByNext = false);
    void forgetKeys();

    ConversationRule m_rule;
    ConversationLimits m_limits;
    RulePaths m_paths;
    QHash<ProjectId, size_t> m_projectIndexes;
    std::vector<Project> m_projects;
    ProjectId m_lastProject; ///< The project of the last message, and its index.
    size_t m_lastIndex = 0;
    RequestKeys m_keys;
    PairedMessages m_paired;
};

} // namespace broadcaster
