// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/configtext.h"

#include "app/configfile.h"
#include "app/optionhelp.h"
#include "server/api/options.h"
#include "server/api/optionvalues.h"
#include "server/api/redisurl.h"

#include <QtCore/QRegularExpression>

#include <optional>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString comment(const QString &text)
{
    return wrapped(u"#"_s, u"#"_s, text);
}

/// The value as it may be shown. The same value if no password is in it.
QString shown(const QString &value, const Option &option)
{
    static const QRegularExpression open(
        QRegularExpression::anchoredPattern(u"[A-Za-z]+://(?:[^:@/?#]*@)?[^@#]*"_s));
    const bool isOpen = !value.contains("://"_L1)
        || (open.match(value).hasMatch() && !value.contains("password"_L1, Qt::CaseInsensitive));
    if (!option.isSecret || isOpen)
        return value;
    return isList(option) ? maskedRedisUrl(value) : maskedDatabase(value);
}

/// Whether a file can hold the value: it has lines, and takes blanks off the ends.
bool fitsLine(const QString &value)
{
    return value == value.trimmed() && isTextOfLine(value);
}

/// A switch as people write it.
QStringList written(const Invocation &invocation, const Option &option)
{
    QStringList values = optionValues(invocation, option);
    if (!option.valueName)
        values = { values.value(0) == u'1' ? u"true"_s : u"false"_s };
    return values;
}

QString givenLines(const Invocation &invocation, const Option &option, const QString &source)
{
    const QString name = QString::fromLatin1(option.name);
    QString lines = comment(u"Set by %1."_s.arg(source));
    for (const QString &value : written(invocation, option)) {
        const QString text = shown(value, option);
        if (text != value)
            lines += u"#%1 = %2 (password not shown)\n"_s.arg(name, text);
        else if (fitsLine(value))
            lines += name + u" = "_s + value + u'\n';
        else
            lines += u"#%1 = (a value that no file can hold)\n"_s.arg(name);
    }
    return lines;
}

/// The default as a line that has an effect once its # is removed.
QString defaultLines(const Option &option)
{
    const QString name = QString::fromLatin1(option.name);
    if (option.defaultText)
        return comment(u"Default: %1."_s.arg(defaultOf(option).remove(u'`')))
            + u"#%1 = %2\n"_s.arg(name, QString::fromLatin1(option.valueName));
    if (optionNumber(BrokerConfig(), option)) // 1MiB, not 1048576.
        return u"#%1 = %2\n"_s.arg(name, defaultOf(option).remove(u'`'));
    const QStringList values = written(Invocation(), option);
    if (values.isEmpty() || values.value(0).isEmpty())
        return u"#%1 = %2\n"_s.arg(name, QString::fromLatin1(option.valueName));
    QString lines;
    for (const QString &value : values)
        lines += u"#%1 = %2\n"_s.arg(name, value);
    return lines;
}

} // namespace

QString configText(const Invocation &invocation)
{
    QString text = comment(
        u"Options of Broadcaster, one a line: name = value. A line that begins with # is a "
        "comment. The options that are comments here have their defaults. A name that may stand in "
        "several lines adds a value each time. The command line and the environment take "
        "precedence; see broadcaster.conf(5)."_s);
    for (const QString &path : invocation.configFiles)
        text += comment(u"Read: "_s + path);
    std::optional<OptionTopic> topic;
    for (const Option &option : optionTable()) {
        if (!isOfFile(option))
            continue;
        if (topic != option.topic)
            text += u"\n# ---- %1 ----\n"_s.arg(topicTitle(option.topic));
        topic = option.topic;
        const QString source = invocation.sources.value(QString::fromLatin1(option.name));
        text += u'\n' + comment(optionMeaning(option))
            + (source.isNull() ? defaultLines(option) : givenLines(invocation, option, source));
    }
    return text;
}

} // namespace broadcaster
