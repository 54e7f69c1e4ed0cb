// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/systemmessages.h"

#include "server/api/bytes.h"
#include "server/api/jsonstring.h"

#include <QtCore/QUuid>

namespace broadcaster {

using namespace std::literals;

namespace {

void append(QByteArray &out, std::string_view bytes)
{
    out.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

constexpr std::string_view BeforeId = "{\"id\":\""sv;
constexpr std::string_view BeforeType = "\",\"type\":\""sv;
constexpr std::size_t IdSize = 36;

/// One message, written member by member.
class MessageWriter final {
public:
    explicit MessageWriter(std::string_view type)
    {
        m_out.reserve(512);
        append(m_out, BeforeId);
        m_out += QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        append(m_out, BeforeType);
        append(m_out, type);
        m_out += "\",\"from\":{\"type\":\"system\"},\"payload\":{";
    }

    void text(std::string_view name, std::string_view value)
    {
        this->name(name);
        appendJsonString(m_out, value);
    }
    void number(std::string_view name, qint64 value)
    {
        this->name(name);
        m_out += QByteArray::number(value);
    }
    void raw(std::string_view name, std::string_view json)
    {
        this->name(name);
        append(m_out, json);
    }
    [[nodiscard]] QByteArray finished() { return m_out + "}}"; }

private:
    void name(std::string_view name)
    {
        if (!m_out.endsWith('{'))
            m_out += ',';
        m_out += '"';
        append(m_out, name);
        m_out += "\":";
    }

    QByteArray m_out;
};

} // namespace

QByteArray connectedMessage(
    const ProjectId &project, const ClientId &client, qsizetype clientCount, qint64 nowMs)
{
    MessageWriter message("connected"sv);
    message.text("clientId"sv, view(client.text()));
    message.text("projectId"sv, view(project.utf8()));
    message.text("message"sv, view("Connected to project " + project.utf8()));
    message.number("clientCount"sv, clientCount);
    message.number("timestamp"sv, nowMs);
    return message.finished();
}

QByteArray clientLeftMessage(const ProjectId &project, const ClientId &client, ClientType type,
    qsizetype remaining, qint64 nowMs)
{
    const std::string_view typeName = wireName(type);
    QByteArray text = "Client ";
    append(text, typeName);
    text += " left project " + project.utf8();

    MessageWriter message("client_left"sv);
    message.text("clientId"sv, view(client.text()));
    message.text("clientType"sv, typeName);
    message.text("message"sv, view(text));
    message.number("clientCount"sv, remaining);
    message.text("projectId"sv, view(project.utf8()));
    message.number("timestamp"sv, nowMs);
    return message.finished();
}

QByteArray errorMessage(const ProjectId &project, std::string_view text, qint64 nowMs)
{
    MessageWriter message("error"sv);
    message.text("message"sv, text);
    message.text("projectId"sv, view(project.utf8()));
    message.number("timestamp"sv, nowMs);
    return message.finished();
}

QByteArray pongMessage(std::string_view originalTimestamp, qint64 nowMs)
{
    MessageWriter message("PONG"sv);
    message.number("timestamp"sv, nowMs);
    if (!originalTimestamp.empty())
        message.raw("originalTimestamp"sv, originalTimestamp);
    return message.finished();
}

std::string_view systemMessageType(const QByteArray &message)
{
    const std::string_view rest = view(message).substr(
        BeforeId.size() + IdSize + BeforeType.size());
    return rest.substr(0, rest.find('"'));
}

} // namespace broadcaster
