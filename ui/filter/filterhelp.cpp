// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/filterhelp.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QList>

#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Row = std::pair<QString, QString>;

/// Context of the texts translated here, outside any QObject.
struct HelpWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::FilterText)
};

/// `kind` is the class of the code: an example can be typed as it stands.
QString table(const QString &title, const QString &kind, const QList<Row> &rows)
{
    QString html = u"<h3>%1</h3><table cellpadding=\"3\">"_s.arg(title.toHtmlEscaped());
    for (const auto &[code, meaning] : rows)
        html += u"<tr><td><code class=\"%1\">%2</code></td><td>%3</td></tr>"_s.arg(
            kind, code.toHtmlEscaped(), meaning.toHtmlEscaped());
    return html + u"</table>"_s;
}

QList<Row> examples()
{
    return {
        { u"graphql"_s, HelpWords::tr("the message has this text, in upper or lower case") },
        { u"graphql error"_s, HelpWords::tr("it has both") },
        { u"\"not found\""_s, HelpWords::tr("it has these words, one behind the other") },
        { u"type == \"docs\""_s, HelpWords::tr("the type is exactly this") },
        { u"type ~ \"^graph\""_s, HelpWords::tr("the type fits a regular expression") },
        { u"to.type == \"data-agent\" && size > 4KiB"_s, HelpWords::tr("both hold") },
        { u"delivered == nobody"_s, HelpWords::tr("it was sent to nobody") },
        { u"delivered == dropped"_s, HelpWords::tr("somebody will not get it") },
        { u"reply.state == unanswered"_s, HelpWords::tr("a request without a reply so far") },
        { u"reply.time > 500ms"_s, HelpWords::tr("the reply took longer") },
        { u"kind == error || kind == rejected"_s, HelpWords::tr("one of the two holds") },
        { u"payload.error"_s, HelpWords::tr("the payload has such a member") },
        { u"payload.user.\"first name\" == 'Ann'"_s,
            HelpWords::tr("names that are not words are quoted") },
        { u"payload.items[0].count >= 10"_s, HelpWords::tr("a number inside the payload") },
        { u"!(type == \"PING\")"_s, HelpWords::tr("it does not hold") },
        { u"time > -5m"_s, HelpWords::tr("of the last five minutes") },
    };
}

QList<Row> fields()
{
    return {
        { u"type"_s, HelpWords::tr("the message's own name for its kind") },
        { u"from.type, from.id"_s, HelpWords::tr("the sender; the broker's own are from system") },
        { u"to.type, to.id"_s, HelpWords::tr("id of the receiver") },
        { u"payload.a.b[0]"_s, HelpWords::tr("a value in the payload, by its path") },
        { u"kind"_s, HelpWords::tr("broadcast, routed, system, error, ping or rejected") },
        { u"delivered"_s,
            HelpWords::tr(
                "how many it was sent to; or nobody, partly, all, queued, dropped, too-slow, "
                "connection-lost") },
        { u"reply.state"_s, HelpWords::tr("answered, unanswered or error") },
        { u"reply.time, reply.from"_s,
            HelpWords::tr("the time until the reply, in ms or as 1.5s; the id of its sender") },
        { u"request.type"_s, HelpWords::tr("the type of a request, also for its replies") },
        { u"size"_s, HelpWords::tr("in bytes: 200, 4KiB, 1.5MB") },
        { u"time"_s, HelpWords::tr("12:01:02.5 today, 2026-01-28T12:01, -5m before now") },
        { u"project"_s, HelpWords::tr("the project's name") },
        { u"marked, comment"_s, HelpWords::tr("your marks and comments on messages") },
        { u"text"_s, HelpWords::tr("the whole message, as it was on the wire") },
        { u"id, message.a.b"_s, HelpWords::tr("the message's own id, and anything else in it") },
    };
}

QList<Row> operators()
{
    return {
        { u"== !="_s, HelpWords::tr("is, is not; != holds where the field is missing") },
        { u"< <= > >="_s, HelpWords::tr("numbers, sizes, times; text by its letters") },
        { u"contains"_s, HelpWords::tr("has this text, in upper or lower case") },
        { u"~"_s, HelpWords::tr("fits a regular expression; (?i) ignores the case of letters") },
        { u"&& || !"_s, HelpWords::tr("and, or, not; the words may be used too") },
        { u"( )"_s, HelpWords::tr("conditions inside are checked first") },
    };
}

} // namespace

QString filterHelpHtml()
{
    return table(HelpWords::tr("Examples"), u"filter"_s, examples())
        + table(HelpWords::tr("Fields"), u"field"_s, fields())
        + table(HelpWords::tr("Operators"), u"operator"_s, operators());
}

} // namespace broadcaster
