// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/logoutput.h"

#include "server/api/utc.h"
#include "server/logging.h"
#include "server/post.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QLoggingCategory>

#include <cstdio>
#include <mutex>
#include <utility>
#include <vector>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return LogLevel::Error;
}

const char *nameOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return "debug";
    case LogLevel::Info:
        return "info";
    case LogLevel::Warning:
        return "warning";
    case LogLevel::Error:
        break;
    }
    return "error";
}

using Listener = std::function<void(const LogEntry &entry)>;

/// Who listens, and what waits for it. Entries come from any thread.
struct Tap {
    std::mutex mutex;
    QObject *context = nullptr; ///< Null: nobody listens.
    Listener listener;
    std::vector<LogEntry> waiting;
    int leftOut = 0;
};

// Qt's message handler is a plain function: what it knows is global.
Tap tap;
LogFormat logFormat = LogFormat::Text; // Set before there are threads.

QByteArray lineOf(const LogEntry &entry)
{
    const QString time
        = QDateTime::fromMSecsSinceEpoch(entry.timeMs, Utc).toString(Qt::ISODateWithMs);
    const QString level = QString::fromLatin1(nameOf(entry.level));
    if (logFormat == LogFormat::Text)
        return QString(time + u' ' + level + u' ' + entry.category + u": "_s + entry.text + u'\n')
            .toUtf8();
    const QJsonObject object { { u"time"_s, time }, { u"level"_s, level },
        { u"category"_s, entry.category }, { u"message"_s, entry.text } };
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

void write(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

LogEntry leftOutEntry(int count)
{
    return { QDateTime::currentMSecsSinceEpoch(), LogLevel::Warning, u"default"_s,
        u"%1 entries were left out: they came faster than they could be shown"_s.arg(count) };
}

/// On the listener's thread.
void drain()
{
    std::vector<LogEntry> entries;
    Listener listener;
    {
        const std::lock_guard lock(tap.mutex);
        entries = std::exchange(tap.waiting, {});
        if (const int count = std::exchange(tap.leftOut, 0))
            entries.push_back(leftOutEntry(count));
        listener = tap.listener;
    }
    for (const LogEntry &entry : entries) {
        if (listener)
            listener(entry);
    }
}

void tell(LogEntry entry)
{
    thread_local bool isTelling = false;
    if (isTelling)
        return; // Said by what is called below: would wait for itself.
    isTelling = true;
    {
        const std::lock_guard lock(tap.mutex);
        if (tap.context && tap.waiting.size() >= MaxWaitingLogEntries) {
            ++tap.leftOut;
        } else if (tap.context) {
            tap.waiting.push_back(std::move(entry));
            if (tap.waiting.size() == 1)
                post(tap.context, drain);
        }
    }
    isTelling = false;
}

void replaceListener(QObject *context, Listener listener)
{
    // The old one goes when the lock has: what it holds may have something to say.
    const std::lock_guard lock(tap.mutex);
    tap.context = context;
    std::swap(tap.listener, listener);
    tap.waiting.clear();
    tap.leftOut = 0;
}

bool isListening(const QObject *context)
{
    const std::lock_guard lock(tap.mutex);
    return tap.context == context;
}

/// One write a line: lines of several threads do not mix. What would forge a line is escaped.
void writeEntry(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    QString text = message;
    for (QChar &c : text) {
        if (c < u' ' || c == QChar(0x7f))
            c = u' ';
    }
    const char *category = context.category ? context.category : "default";
    const LogEntry entry { QDateTime::currentMSecsSinceEpoch(), levelOf(type),
        QString::fromLatin1(category), text };
    write(lineOf(entry));
    tell(entry);
}

} // namespace

void installLogOutput(const QString &level, LogFormat format)
{
    logFormat = format;
    QString rules = u"*.debug=false\n"_s;
    if (level == "debug"_L1)
        rules += u"broker.*.debug=true\n"_s;
    if (level == "warning"_L1 || level == "error"_L1)
        rules += u"*.info=false\n"_s;
    if (level == "error"_L1)
        rules += u"*.warning=false\n"_s;
    QLoggingCategory::setFilterRules(rules);
    qInstallMessageHandler(writeEntry);
}

void setLogListener(QObject *context, Listener listener)
{
    replaceListener(context, std::move(listener));
    QObject::connect(context, &QObject::destroyed, [context] {
        if (isListening(context))
            replaceListener(nullptr, {});
    });
}

void printError(const QString &text)
{
    if (logFormat == LogFormat::Json)
        write(lineOf({ QDateTime::currentMSecsSinceEpoch(), LogLevel::Error,
            QString::fromLatin1(logBroker().categoryName()), text.simplified() }));
    else
        write("broadcaster: " + text.simplified().toUtf8() + '\n');
}

} // namespace broadcaster
