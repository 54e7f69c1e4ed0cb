// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/optionhelp.h"

#include "app/commands/commands.h"
#include "server/api/check.h"
#include "server/api/optionvalues.h"

#include <QtCore/QStringList>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype TextColumn = 38;
constexpr qsizetype LineLength = 100;

/// In the form of the command line: 64KiB, not 64 KiB.
QString number(qint64 value, Unit unit)
{
    return quantityText(value, unit).remove(u' ');
}

/// `--listen ADDRESS`, with the letter if there is one.
QString usage(const Option &option)
{
    QString text = u"--"_s + QString::fromLatin1(option.name);
    if (option.valueName)
        text += u' ' + QString::fromLatin1(option.valueName);
    return text;
}

/// The allowed values as a sentence; empty if the help already says so.
QString bounds(const Option &option)
{
    if (option.choices)
        return u"One of `%1`."_s.arg(optionChoices(option).join(u"`, `"_s));
    if (isList(option))
        return u"At most %1."_s.arg(option.maximum);
    if (!optionNumber(BrokerConfig(), option) || option.unit == Unit::Port)
        return {};
    return u"%1 to %2."_s.arg(
        number(option.minimum, option.unit), number(option.maximum, option.unit));
}

QString helpOf(const Option &option)
{
    const QString letter = option.letter ? u"-%1, "_s.arg(QLatin1Char(option.letter)) : QString();
    QString text = optionMeaning(option);
    if (const QString standard = defaultOf(option); !standard.isEmpty() && option.valueName)
        text += u" (%1)"_s.arg(standard).remove(u'`');
    const QString first = u"  "_s + letter + usage(option);
    return wrapped(first.leftJustified(TextColumn - 1), QString(TextColumn - 1, u' '), text);
}

QString tableRow(const Option &option)
{
    QStringList meaning { QString::fromUtf8(option.help) };
    if (option.details)
        meaning += QString::fromUtf8(option.details);
    meaning += bounds(option);
    if (isList(option))
        meaning += u"Give it again for more, or separate them with commas in `%1`."_s.arg(
            environmentName(option));
    if (option.effect == OptionEffect::Restart)
        meaning += u"A change in the window restarts the broker."_s;
    meaning.removeAll(QString());
    const QString letter = option.letter ? u", `-%1`"_s.arg(QLatin1Char(option.letter)) : QString();
    return u"| `%1`%2 | %3 | %4 |\n"_s.arg(
        usage(option).replace(u'|', u"\\|"_s), letter, defaultOf(option), meaning.join(u' '));
}

} // namespace

QString wrapped(const QString &first, const QString &next, const QString &text)
{
    QString lines;
    QString line = first;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (line.size() > next.size() && line.size() + 1 + word.size() > LineLength) {
            lines += line + u'\n';
            line = next;
        }
        line += u' ' + word;
    }
    return lines + line + u'\n';
}

QString topicTitle(OptionTopic topic)
{
    switch (topic) {
    case OptionTopic::Program:
        return u"Program"_s;
    case OptionTopic::Listening:
        return u"Listening"_s;
    case OptionTopic::Tls:
        return u"TLS"_s;
    case OptionTopic::Access:
        return u"Browsers and proxies"_s;
    case OptionTopic::Agents:
        return u"AI agents"_s;
    case OptionTopic::Limits:
        return u"Limits"_s;
    case OptionTopic::Timeouts:
        return u"Timeouts"_s;
    case OptionTopic::Storage:
        return u"Database and service key"_s;
    case OptionTopic::Cluster:
        return u"Several brokers"_s;
    case OptionTopic::Log:
        return u"Log"_s;
    }
    return unreachable(QString());
}

QString defaultOf(const Option &option)
{
    if (option.defaultText)
        return QString::fromLatin1(option.defaultText);
    const StartOptions defaults;
    if (!option.valueName)
        return option.hasVariable ? u"off"_s : QString();
    if (const std::optional<qint64> value = optionNumber(defaults.config, option))
        return u'`' + number(*value, option.unit) + u'`';
    const QString values = optionValues(defaults, option).join(u", "_s);
    return values.isEmpty() ? u"none"_s : QString(u'`' + values + u'`');
}

QString optionMeaning(const Option &option)
{
    const QString meaning = QString::fromUtf8(option.help) + u' ' + bounds(option);
    return meaning.trimmed().remove(u'`');
}

QString helpText()
{
    QString text
        = u"Broadcaster %1: a WebSocket broker with rooms, keys and a window.\n\n"
          "Usage: broadcaster [options]              run a broker, with its window or without\n"
          "       broadcaster --connect ADDRESS      show a broker elsewhere; see --connect "
          "--help\n"
          "       broadcaster COMMAND [...]          ask a broker that runs; see COMMAND --help\n\n"
          "Commands:\n%2\n"
          "Each option is also an environment variable, BROADCASTER_ and its name in capitals with "
          "_ for -;\nand a line of a configuration file, NAME = VALUE. The command line wins, then "
          "the variable.\nA list takes the option several times, a variable takes commas. Sizes "
          "may have a unit, such as\n64KiB. Defaults are in parentheses.\n"_s.arg(
              QStringLiteral(BROADCASTER_VERSION), commandList());
    std::optional<OptionTopic> topic;
    for (const Option &option : optionTable()) {
        if (topic != option.topic)
            text += u"\n%1:\n"_s.arg(topicTitle(option.topic));
        topic = option.topic;
        text += helpOf(option);
    }
    return text;
}

QString optionReference()
{
    QString table = u"| option | default | meaning |\n| --- | --- | --- |\n"_s;
    for (const Option &option : optionTable())
        table += tableRow(option);
    return table;
}

} // namespace broadcaster
