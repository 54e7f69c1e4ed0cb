// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/logoutput.h"

#include "app/linewriter.h"
#include "app/logthrottle.h"
#include "server/api/utc.h"
#include "server/base/logging.h"
#include "server/base/post.h"
#include "server/base/tuning.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QLoggingCategory>

#include <unistd.h>

#include <memory>
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

/// The listener, and the entries that wait for it. Entries come from any thread.
struct Tap {
    std::mutex mutex;
    QObject *context = nullptr; ///< Null: no listener.
    Listener listener;
    std::vector<LogEntry> waiting;
    int leftOut = 0;
};

// Qt's message handler is a plain function, so its data are global.
Tap tap;
LogFormat logFormat = LogFormat::Text; // Set before other threads start.

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

LogEntry warning(const QString &text)
{
    return { QDateTime::currentMSecsSinceEpoch(), LogLevel::Warning,
        QString::fromLatin1(logBroker().categoryName()), text };
}

/// Runs on the listener's thread.
void drain()
{
    std::vector<LogEntry> entries;
    Listener listener;
    {
        const std::lock_guard lock(tap.mutex);
        entries = std::exchange(tap.waiting, {});
        if (const int count = std::exchange(tap.leftOut, 0))
            entries.push_back(warning(
                u"%1 entries were left out: they came faster than they could be shown"_s.arg(
                    count)));
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
        return; // Logged by the functions called below, which would wait for themselves.
    isTelling = true;
    {
        const std::lock_guard lock(tap.mutex);
        if (tap.context && tap.waiting.size() >= limits::MaxWaitingLogEntries) {
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
    // The old listener is destroyed after the lock is released: its destructor may log.
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

/// The throttle of each place, and the writer that asks for its reports.
struct Output {
    struct Bounded {
        std::mutex mutex;
        LogThrottle throttle;
        HealthPointer health;
    };
    std::shared_ptr<Bounded> bounded; ///< The writer's thread shares it.
    std::unique_ptr<LineWriter> writer;
};

Output *output = nullptr; // Set and cleared while only one thread runs.

QByteArray reportsOf(Output::Bounded &bounded)
{
    QList<LogEntry> reports;
    {
        const std::lock_guard lock(bounded.mutex);
        reports = bounded.throttle.takeReports(QDateTime::currentMSecsSinceEpoch());
    }
    QByteArray lines;
    for (const LogEntry &report : std::as_const(reports)) {
        lines += lineOf(report);
        tell(report);
    }
    return lines;
}

QByteArray droppedLine(qint64 count)
{
    return lineOf(warning(u"%1 lines were dropped: nothing took them"_s.arg(count)));
}

bool admits(const QMessageLogContext &context, const LogEntry &entry)
{
    Output::Bounded &bounded = *output->bounded;
    const std::lock_guard lock(bounded.mutex);
    const bool isAdmitted = bounded.throttle.admits(
        { context.file, context.line, context.category }, entry, std::chrono::steady_clock::now());
    if (!isAdmitted)
        bounded.health->addLeftOutLines(1);
    return isAdmitted;
}

/// Blanks characters that would forge a line.
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
    if (type != QtFatalMsg && !admits(context, entry))
        return;
    output->writer->write(lineOf(entry));
    tell(entry);
    if (type == QtFatalMsg)
        flushLog(); // The process ends now.
}

} // namespace

void installLogOutput(const QString &level, LogFormat format, const HealthPointer &health)
{
    closeLog();
    logFormat = format;
    const auto bounded = std::make_shared<Output::Bounded>();
    bounded->health = health;
    output = new Output { bounded,
        std::make_unique<LineWriter>(STDERR_FILENO, health,
            LineWriter::Texts { droppedLine, [bounded] { return reportsOf(*bounded); } }) };
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

void flushLog()
{
    if (output)
        output->writer->flush(limits::LogFlushTimeout);
}

void closeLog()
{
    if (!output)
        return;
    qInstallMessageHandler(nullptr);
    if (const QByteArray reports = reportsOf(*output->bounded); !reports.isEmpty())
        output->writer->write(reports);
    delete std::exchange(output, nullptr);
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
    const QByteArray line = logFormat == LogFormat::Json
        ? lineOf({ QDateTime::currentMSecsSinceEpoch(), LogLevel::Error,
            QString::fromLatin1(logBroker().categoryName()), text.simplified() })
        : "broadcaster: " + text.simplified().toUtf8() + '\n';
    if (output)
        output->writer->write(line);
    else
        writeWithin(STDERR_FILENO, line, limits::LogFlushTimeout);
}

} // namespace broadcaster
