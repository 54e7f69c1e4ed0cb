// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/logoutput.h"

#include <QtCore/QDateTime>
#include <QtCore/QLoggingCategory>

#include <cstdio>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

const char *nameOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
    case QtFatalMsg:
        return "error";
    }
    return "error";
}

/// One write a line: lines of several threads do not mix. What would forge a line is escaped.
void writeEntry(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    QByteArray text = message.toUtf8();
    for (char &c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = ' ';
    }
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1()
        + ' ' + nameOf(type) + ' ' + (context.category ? context.category : "default") + ": " + text
        + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

} // namespace

void installLogOutput(const QString &level)
{
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

void printError(const QString &text)
{
    const QByteArray line = "broadcaster: " + text.simplified().toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

} // namespace broadcaster
