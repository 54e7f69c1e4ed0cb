// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/loopback/demoscript.h"

#include "server/base/tuning.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QUuid>

#include <array>
#include <cmath>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array Queries {
    "query { posts { id title } }",
    "query Orders($status: String) { orders(status: $status) { id total lines { sku count } } }",
    "query User($id: ID!) { user(id: $id) { id name tags address { city country } } }",
    "query Search($text: String, $first: Int) { search(text: $text, first: $first) { id score } }",
};
constexpr std::array Names { "Ada Lovelace", "José Núñez", "Grace Hopper", "李小龙",
    "Kateryna Yushchenko", "Edsger Dijkstra", "Mary Allen Wilkes", "Søren Kierkegaard" };
constexpr std::array Words { "shipping", "invoice", "draft", "urgent", "returned", "café",
    "on hold", "paid", "new", "archived" };
constexpr std::array Announcements { "Server will restart in 5 minutes",
    "A new version of the schema is available", "Nightly import has finished",
    "Maintenance is over, thank you for waiting" };
constexpr std::array LogTexts { "query was slow", "cache miss", "schema reloaded",
    "connection to the database was lost, trying again", "request done" };

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString nameOf(ClientType type)
{
    const std::string_view name = wireName(type);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

template <size_t N>
QString oneOf(const std::array<const char *, N> &choices, QRandomGenerator &random)
{
    return QString::fromUtf8(choices[random.bounded(static_cast<quint32>(N))]);
}

QJsonObject toType(ClientType type)
{
    return { { u"type"_s, nameOf(type) } };
}

} // namespace

QByteArray DemoScript::uuid()
{
    std::array<quint32, 4> words {};
    m_random.fillRange(words.data(), static_cast<qsizetype>(words.size()));
    words[1] = (words[1] & 0xffff0fffU) | 0x4000U; // Version 4.
    words[2] = (words[2] & 0x3fffffffU) | 0x80000000U; // Variant 1.
    const QUuid id(words[0], static_cast<ushort>(words[1] >> 16), static_cast<ushort>(words[1]),
        static_cast<uchar>(words[2] >> 24), static_cast<uchar>(words[2] >> 16),
        static_cast<uchar>(words[2] >> 8), static_cast<uchar>(words[2]),
        static_cast<uchar>(words[3] >> 24), static_cast<uchar>(words[3] >> 16),
        static_cast<uchar>(words[3] >> 8), static_cast<uchar>(words[3]));
    return id.toByteArray(QUuid::WithoutBraces);
}

QByteArray DemoScript::envelope(
    const char *type, ClientType from, const QJsonObject &to, const QJsonObject &payload)
{
    QByteArray text = "{\"id\":\"" + uuid() + "\",\"type\":\"" + type
        + "\",\"from\":" + compact(toType(from));
    if (!to.isEmpty())
        text += ",\"to\":" + compact(to);
    return text + ",\"payload\":" + compact(payload) + '}';
}

DemoLine DemoScript::next(qint64 nowMs)
{
    // With the agent's answers, about six messages a second, at irregular times.
    DemoLine line { std::chrono::milliseconds(between(40, 560)), ClientType::Runtime, {} };
    const int choice = between(0, 99);
    if (choice < 50) {
        line.message = query();
    } else if (choice < 66) {
        line.message = envelope("get_docs", line.sender, toType(ClientType::DataAgent),
            { { u"requestId"_s, u"docs-%1"_s.arg(between(100, 999)) } });
    } else if (choice < 80) {
        line.sender = between(0, 1) == 0 ? ClientType::Runtime : ClientType::DataAgent;
        line.message = log(line.sender);
    } else if (choice < 86) {
        line.sender = between(0, 2) == 0 ? ClientType::DataAgent : ClientType::Runtime;
        line.message = envelope(
            "announcement", line.sender, {}, { { u"message"_s, oneOf(Announcements, m_random) } });
    } else if (choice < 91) {
        line.sender = between(0, 1) == 0 ? ClientType::Runtime : ClientType::DataAgent;
        line.message = "{\"type\":\"PING\",\"payload\":{\"timestamp\":" + QByteArray::number(nowMs)
            + "}}";
    } else if (choice < 94) {
        line.sender = ClientType::Admin;
        line.message = envelope("clear_cache", line.sender, toType(ClientType::Runtime),
            { { u"scope"_s, oneOf(Words, m_random) } });
    } else if (choice < 98) {
        line.message = envelope("graphql_query", line.sender,
            { { u"id"_s, QString::fromLatin1(uuid()) } }, // A client that has gone.
            { { u"query"_s, oneOf(Queries, m_random) } });
    } else {
        line.message = invalid();
    }
    return line;
}

QJsonObject DemoScript::toAgent()
{
    if (m_agent.isEmpty() || between(0, 2) == 0)
        return toType(ClientType::DataAgent);
    return { { u"id"_s, QString::fromLatin1(m_agent) } };
}

QByteArray DemoScript::query()
{
    QJsonObject variables;
    switch (between(0, 3)) {
    case 0:
        variables = { { u"id"_s, QString::fromLatin1(uuid()) } };
        break;
    case 1:
        variables = { { u"text"_s, oneOf(Words, m_random) }, { u"first"_s, between(1, 50) } };
        break;
    case 2:
        variables = { { u"status"_s, oneOf(Words, m_random) } };
        break;
    default:
        break;
    }
    const QJsonObject to = toAgent();
    return envelope("graphql_query", ClientType::Runtime, to,
        { { u"query"_s, oneOf(Queries, m_random) }, { u"variables"_s, variables } });
}

QByteArray DemoScript::log(ClientType from)
{
    const QString level = between(0, 9) == 0 ? u"error"_s
        : between(0, 4) == 0                 ? u"warning"_s
                                             : u"info"_s;
    const QString text = oneOf(LogTexts, m_random);
    return envelope("log", from, toType(ClientType::Admin),
        { { u"level"_s, level }, { u"message"_s, text }, { u"durationMs"_s, between(1, 900) } });
}

QByteArray DemoScript::invalid()
{
    if (between(0, 1) == 0) // Cut off while it was written.
        return "{\"id\":\"" + uuid() + "\",\"type\":\"graphql_query\",\"payload\":{\"query\":\"que";
    return "{\"id\":\"" + uuid() + "\",\"type\":\"get_docs\",\"to\":\"data-agent\",\"payload\":{}}";
}

std::optional<DemoLine> DemoScript::hear(ClientType listener, const QByteArray &message)
{
    if (listener != ClientType::DataAgent || message.size() > limits::MaxDemoHeardBytes)
        return std::nullopt;
    const QJsonObject heard = QJsonDocument::fromJson(message).object();
    const QString type = heard[u"type"_s].toString();
    if (type == "connected"_L1)
        m_agent = heard[u"payload"_s][u"clientId"_s].toString().toLatin1();
    const bool isQuery = type == "graphql_query"_L1;
    if (!isQuery && type != "get_docs"_L1)
        return std::nullopt;
    const QJsonObject to { { u"id"_s, heard[u"from"_s][u"id"_s] } };
    DemoLine line { std::chrono::milliseconds(between(8, 240)), listener, {} };
    QJsonObject payload = isQuery ? queryResult() : docs();
    payload[isQuery ? u"inReplyTo"_s : u"requestId"_s] = isQuery
        ? heard[u"id"_s]
        : heard[u"payload"_s][u"requestId"_s];
    line.message = envelope(isQuery ? "query_response" : "docs", listener, to, payload);
    return line;
}

QJsonObject DemoScript::record()
{
    QJsonArray lines;
    for (int i = between(0, 4); i > 0; --i)
        lines.append(QJsonObject { { u"sku"_s, u"A-%1"_s.arg(between(1000, 9999)) },
            { u"count"_s, between(1, 12) }, { u"price"_s, between(99, 99'999) / 100.0 } });
    const QString name = oneOf(Names, m_random);
    const QString tag = oneOf(Words, m_random);
    return { { u"id"_s, QString::number(between(1, 90'000)) },
        { u"title"_s, QString(name + u": "_s + tag) },
        { u"tags"_s, QJsonArray { tag, oneOf(Words, m_random) } },
        { u"customer"_s,
            QJsonObject { { u"name"_s, name }, { u"vip"_s, between(0, 3) == 0 },
                { u"discount"_s,
                    between(0, 2) == 0 ? QJsonValue() : QJsonValue(between(1, 30)) } } },
        { u"lines"_s, lines } };
}

QJsonObject DemoScript::queryResult()
{
    if (between(0, 19) == 0)
        return { { u"errors"_s,
            QJsonArray { QJsonObject { { u"message"_s, u"Field \"titel\" does not exist"_s },
                { u"path"_s, QJsonArray { u"posts"_s, between(0, 9), u"titel"_s } } } } } };
    // Most answers are small and a few are large: 1 to 60 records, evenly by their magnitude.
    constexpr double MostRecords = 60;
    const int count = static_cast<int>(std::pow(MostRecords, m_random.generateDouble()));
    QJsonArray records;
    for (int i = 0; i < count; ++i)
        records.append(record());
    return { { u"data"_s, QJsonObject { { u"posts"_s, records } } } };
}

QJsonObject DemoScript::docs()
{
    QJsonArray types;
    for (int i = between(2, 9); i > 0; --i) {
        QJsonArray fields;
        for (int j = between(2, 6); j > 0; --j)
            fields.append(QJsonObject { { u"name"_s, oneOf(Words, m_random) },
                { u"type"_s, between(0, 1) == 0 ? u"String!"_s : u"[ID!]"_s },
                { u"nullable"_s, between(0, 1) == 0 } });
        types.append(QJsonObject { { u"name"_s, u"Type%1"_s.arg(i) }, { u"kind"_s, u"OBJECT"_s },
            { u"fields"_s, fields } });
    }
    return { { u"docs"_s, types } };
}

} // namespace broadcaster
