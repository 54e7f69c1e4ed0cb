// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/regexfinder.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Steps of PCRE2 from one place of the text: a backtracking expression must not block the window.
const QLatin1StringView StepLimit("(*LIMIT_MATCH=20000)");

bool isSpecial(QChar c)
{
    return u"\\^$.[]|()?*+{}#"_s.contains(c);
}

bool isOptional(QStringView quantifier)
{
    return quantifier.startsWith(u'?') || quantifier.startsWith(u'*')
        || quantifier.startsWith(u'{');
}

/// Collects runs of plain letters and keeps the longest.
class Runs final {
public:
    void add(QChar c) { m_run += c; }
    void chopLast() { m_run.chop(1); }
    void end()
    {
        if (m_run.size() > m_longest.size())
            m_longest = m_run;
        m_run.clear();
    }
    [[nodiscard]] const QString &longest() const { return m_longest; }

private:
    QString m_run;
    QString m_longest;
};

/// The place after the class or group that begins at `at`; -1 when that needs a parser.
qsizetype skipBracket(QStringView pattern, qsizetype at)
{
    const bool isClass = pattern[at] == u'[';
    const QStringView rest = pattern.sliced(at + 1);
    const qsizetype end = rest.indexOf(isClass ? u']' : u')');
    // Nested groups, flags and look-around need a parser.
    const auto isPlain = [&](QChar c) { return c != u'[' && c != u'(' && c != u'\\'; };
    if (end < 1 || rest.startsWith(u'?') || rest.startsWith(u'*') || rest.startsWith(u"^]")
        || !std::all_of(rest.begin(), rest.begin() + end, isPlain))
        return -1;
    return at + 1 + end + 1;
}

} // namespace

RegexFinder::RegexFinder(const QString &pattern)
    : m_expression(StepLimit + pattern)
    , m_required(requiredText(pattern).toUtf8())
    , m_isLiteral(std::none_of(pattern.cbegin(), pattern.cend(), isSpecial))
{
    if (m_expression.isValid())
        m_expression.optimize();
}

qsizetype RegexFinder::errorOffset() const
{
    return std::max<qsizetype>(0, m_expression.patternErrorOffset() - StepLimit.size());
}

bool RegexFinder::isIn(QByteArrayView haystack) const
{
    if (m_required.indexIn(haystack) < 0)
        return false;
    return m_isLiteral || m_expression.match(QString::fromUtf8(haystack)).hasMatch();
}

QString requiredText(QStringView pattern)
{
    // Text on one side of | is not required; a flag or a \Q changes the meaning of letters.
    if (pattern.contains(u'|') || pattern.contains(u"(?"_s) || pattern.contains(u"(*"_s)
        || std::any_of(pattern.begin(), pattern.end(), [](QChar c) { return c.isSurrogate(); }))
        return {};
    Runs runs;
    for (qsizetype at = 0; at < pattern.size();) {
        const QChar c = pattern[at];
        if (c == u'\\') {
            if (at + 1 == pattern.size())
                return {};
            const QChar escaped = pattern[at + 1];
            at += 2;
            if (!escaped.isLetterOrNumber()) {
                runs.add(escaped);
                continue;
            }
            if (!u"dDwWsSbBnrt"_s.contains(escaped))
                return {};
            runs.end();
        } else if (c == u'[' || c == u'(') {
            at = skipBracket(pattern, at);
            if (at < 0)
                return {};
            runs.end();
        } else if (isOptional(pattern.sliced(at))) {
            runs.chopLast();
            runs.end();
            const qsizetype brace = c == u'{' ? pattern.indexOf(u'}', at) : at;
            if (brace < 0)
                return {};
            at = brace + 1;
        } else if (isSpecial(c)) {
            runs.end();
            ++at;
        } else {
            runs.add(c);
            ++at;
        }
    }
    runs.end();
    return runs.longest();
}

} // namespace broadcaster
