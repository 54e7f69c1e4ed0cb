// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationrule.h"

#include "inspect/filter/filterfield.h"
#include "inspect/filter/filterlexer.h"

#include <algorithm>
#include <optional>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using RuleError = ConversationRuleError;
using Match = ConversationRule::Match;

constexpr auto Detected = "auto"_L1;
constexpr auto Next = "next"_L1;
constexpr auto Arrow = "->"_L1;

/// The most explicit ones come first: two clients may count their ids from 1 each.
const QList<Match> &usualMatches()
{
    static const QList<Match> matches = [] {
        const auto payload = [](const char *name) {
            return JsonPath { QByteArray("payload"), QByteArray(name) };
        };
        const JsonPath id { QByteArray("id") };
        return QList<Match> { { payload("requestId"), payload("requestId") },
            { payload("correlationId"), payload("correlationId") }, { id, payload("requestId") },
            { id, payload("inReplyTo") }, { id, payload("replyTo") },
            { payload("id"), payload("id") }, { id, id } };
    }();
    return matches;
}

/// Offset of the first such separator outside of quotes; the size of the text without one.
qsizetype findOutsideQuotes(QStringView text, QLatin1StringView separator)
{
    qsizetype at = 0;
    bool isNameStart = true;
    while (at < text.size() && !text.sliced(at).startsWith(separator)) {
        const QChar c = text[at];
        const bool isQuote = isNameStart && (c == u'"' || c == u'\'');
        const qsizetype quoted = isQuote ? filterStringLength(text.sliced(at)) : 0;
        at += std::max<qsizetype>(quoted, 1);
        isNameStart = c.isSpace() || c == u'.' || c == u'[' || c == u',' || c == u'>';
    }
    return at;
}

QString alternativeText(const Match &match)
{
    const QString request = jsonPathText(match.request);
    if (match.request != match.reply)
        return request + u" -> "_s + jsonPathText(match.reply);
    // A member may have the name of a word of the rule.
    return request == Next || request == Detected ? u'"' + request + u'"' : request;
}

/// Reads a rule from its text, alternative by alternative.
class RuleReader final {
public:
    explicit RuleReader(QStringView text)
        : m_text(text)
    {
    }

    [[nodiscard]] std::variant<ConversationRule, RuleError> read()
    {
        if (m_text.size() > ConversationRule::MaxLength)
            fail(m_text, RuleError::Code::TooLong, QString::number(ConversationRule::MaxLength));
        else if (m_text.trimmed() == Detected)
            return ConversationRule();
        for (qsizetype at = 0; at <= m_text.size() && !m_error;) {
            const QStringView rest = m_text.sliced(at);
            const qsizetype length = findOutsideQuotes(rest, ","_L1);
            readAlternative(rest.first(length));
            at += length + 1;
        }
        if (m_error)
            return *m_error;
        return ConversationRule(m_matches, m_hasNext);
    }

private:
    void readAlternative(QStringView part)
    {
        const QStringView text = part.trimmed();
        if (m_hasNext)
            return fail(part, RuleError::Code::NotLast);
        if (text == Detected)
            return fail(part, RuleError::Code::NotAlone);
        if (text == Next) {
            m_hasNext = true;
            return;
        }
        const qsizetype arrow = findOutsideQuotes(part, Arrow);
        const std::optional<JsonPath> request = readPath(part.first(arrow));
        const std::optional<JsonPath> reply = arrow == part.size()
            ? request
            : readPath(part.sliced(arrow + Arrow.size()));
        if (!request || !reply)
            return;
        const Match match { *request, *reply };
        if (m_matches.contains(match))
            return fail(part, RuleError::Code::Twice, text.toString());
        if (m_matches.size() == ConversationRule::MaxMatches)
            return fail(
                part, RuleError::Code::TooMany, QString::number(ConversationRule::MaxMatches));
        m_matches.append(match);
    }

    std::optional<JsonPath> readPath(QStringView part)
    {
        const QStringView text = part.trimmed();
        std::optional<JsonPath> path = filterPath(text);
        if (text.isEmpty())
            fail(part, RuleError::Code::Nothing);
        else if (!path)
            fail(part, RuleError::Code::NotAPath, text.toString());
        return path;
    }

    void fail(QStringView part, RuleError::Code code, const QString &argument = {})
    {
        if (m_error)
            return;
        const QStringView shown = part.trimmed().isEmpty() ? part : part.trimmed();
        m_error = RuleError { code, shown.data() - m_text.data(), shown.size(),
            argument.isNull() ? QStringList() : QStringList { argument } };
    }

    QStringView m_text;
    QList<Match> m_matches;
    bool m_hasNext = false;
    std::optional<RuleError> m_error;
};

} // namespace

ConversationRule::ConversationRule()
    : m_matches(usualMatches())
{
}

ConversationRule::ConversationRule(QList<Match> matches, bool hasNext)
    : m_matches(std::move(matches))
    , m_hasNext(hasNext)
    , m_isDetected(false)
{
}

std::variant<ConversationRule, ConversationRuleError> ConversationRule::parse(const QString &text)
{
    return RuleReader(text).read();
}

QString ConversationRule::text() const
{
    if (m_isDetected)
        return Detected;
    QStringList alternatives;
    for (const Match &match : m_matches)
        alternatives.append(alternativeText(match));
    if (m_hasNext)
        alternatives.append(Next);
    return alternatives.join(u", "_s);
}

} // namespace broadcaster
