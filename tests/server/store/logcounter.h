// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QMutex>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace broadcaster {

/// Counts log lines, from any thread, while it lives.
class LogCounter final {
public:
    LogCounter()
    {
        s_lines.clear();
        s_previous = qInstallMessageHandler(&LogCounter::handle);
    }
    ~LogCounter() { qInstallMessageHandler(s_previous); }
    Q_DISABLE_COPY_MOVE(LogCounter)

    [[nodiscard]] qsizetype count(const QString &part) const
    {
        const QMutexLocker lock(&s_mutex);
        return s_lines.filter(part).size();
    }

private:
    static void handle(QtMsgType, const QMessageLogContext &, const QString &line)
    {
        const QMutexLocker lock(&s_mutex);
        s_lines.append(line);
    }

    static inline QMutex s_mutex;
    static inline QStringList s_lines;
    static inline QtMessageHandler s_previous = nullptr;
};

} // namespace broadcaster
