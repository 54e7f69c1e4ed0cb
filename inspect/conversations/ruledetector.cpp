// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/ruledetector.h"

namespace broadcaster {

RuleDetector::RuleDetector(const ConversationRule &rule)
    : m_isDetected(rule.isDetected())
    , m_hasNext(rule.hasNext())
    , m_all((quint32 { 1 } << rule.matches().size()) - 1)
    , m_tried(m_all)
    , m_isLearning(rule.isDetected())
{
}

void RuleDetector::foundBy(size_t match)
{
    ++m_hits[match];
    ++m_replies;
    m_hasMatched = true;
    m_unexplained = 0;
    countMessage();
}

void RuleDetector::foundNothing(bool isDirect)
{
    m_unexplained += isDirect ? 1 : 0;
    countMessage();
}

void RuleDetector::countMessage()
{
    if (!m_isDetected)
        return;
    ++m_messages;
    if (m_isLearning && (m_messages >= LearnMessages || m_replies >= LearnReplies))
        choose();
    else if (!m_isLearning && m_unexplained >= MaxUnexplained)
        tryAll();
}

void RuleDetector::choose()
{
    m_isLearning = false;
    m_unexplained = 0;
    m_hasMatched = m_replies > 0;
    m_tried = 0;
    for (size_t match = 0; match < m_hits.size(); ++match) {
        if (m_hits[match] > 0 && m_hits[match] * ChosenShare >= m_replies)
            m_tried |= quint32 { 1 } << match;
    }
}

void RuleDetector::tryAll()
{
    m_isLearning = true;
    m_tried = m_all;
    m_hits = {};
    m_messages = 0;
    m_replies = 0;
}

} // namespace broadcaster
