// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/usagecsv.h"

namespace broadcaster {

namespace {

/// RFC 4180, section 2, rules 5 to 7. A project's name has no line breaks.
QByteArray field(QByteArray text)
{
    if (!text.contains('"') && !text.contains(','))
        return text;
    return '"' + text.replace('"', "\"\"") + '"';
}

} // namespace

QByteArray usageCsv(const ProjectId &project, const QList<DailyUsage> &days)
{
    const QByteArray name = field(project.utf8());
    QByteArray csv = "date,project,messages\r\n";
    for (const DailyUsage &day : days)
        csv += day.date.toString(Qt::ISODate).toLatin1() + ',' + name + ','
            + QByteArray::number(day.count) + "\r\n";
    return csv;
}

} // namespace broadcaster
