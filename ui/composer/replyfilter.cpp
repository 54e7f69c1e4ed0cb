// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/replyfilter.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString replyMember(const QByteArray &message, const JsonPath &path)
{
    return jsonText(jsonAt(QByteArrayView(message), path));
}

} // namespace

ReplyFilter::ReplyFilter()
    : m_paths(ConversationRule())
{
}

void ReplyFilter::noteSent(const ProjectId &project, const QByteArray &envelope)
{
    MessageValues values(m_paths, envelope);
    std::vector<quint64> hashes;
    for (size_t match = 0; match < m_paths.matches().size(); ++match) {
        const quint64 value = values.at(m_paths.matches()[match].request);
        if (value == 0)
            continue;
        const quint64 hash = hashOf(hashOf(hashOf(project.utf8()), match), value);
        if (m_values.contains(hash))
            continue;
        m_values.insert(hash);
        hashes.push_back(hash);
    }
    m_sent.push_back(std::move(hashes));
    if (m_sent.size() <= MaxSent)
        return;
    for (const quint64 hash : m_sent.front())
        m_values.remove(hash);
    m_sent.pop_front();
}

bool ReplyFilter::isReply(
    const ProjectId &project, const QByteArray &clientId, const QByteArray &message) const
{
    if (replyMember(message, { "from"_ba, "type"_ba }) == u"system"_s) {
        const QString type = replyMember(message, { "type"_ba });
        return type == u"error"_s || type == u"PONG"_s;
    }
    if (!clientId.isEmpty()
        && replyMember(message, { "to"_ba, "id"_ba }) == QString::fromUtf8(clientId))
        return true;
    MessageValues values(m_paths, message);
    for (size_t match = 0; match < m_paths.matches().size(); ++match) {
        const quint64 value = values.at(m_paths.matches()[match].reply);
        if (value != 0 && m_values.contains(hashOf(hashOf(hashOf(project.utf8()), match), value)))
            return true;
    }
    return false;
}

} // namespace broadcaster
