// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/display.h"

#include "app/logoutput.h"

#include <QtCore/QLoggingCategory>

#include <sysexits.h>

#include <cstdlib>
#include <mutex>
#include <utility>
#include <vector>

namespace broadcaster {

namespace {

struct Message {
    QtMsgType type;
    QByteArray category;
    QString text;
};

// Qt's message handler is a plain function, so its data are global.
std::mutex mutex;
std::vector<Message> waiting;

/// The first message names the reason; Qt's last one lists its plugins.
[[noreturn]] void giveUp(const QString &lastWords)
{
    const bool isNamed = !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
    const QString why = !isNamed ? QStringLiteral("there is no display")
        : waiting.empty()        ? lastWords
                                 : waiting.front().text;
    printError(
        QStringLiteral("the window cannot be opened: %1; run broadcaster --server").arg(why));
    flushLog();
    std::_Exit(EX_UNAVAILABLE);
}

void keep(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const std::lock_guard lock(mutex);
    if (type == QtFatalMsg)
        giveUp(text);
    waiting.push_back({ type, context.category, text });
}

} // namespace

std::unique_ptr<QApplication> openDisplay(int &argc, char **argv)
{
    const QtMessageHandler handler = qInstallMessageHandler(keep);
    // Wayland finds the window's icon by it.
    QGuiApplication::setDesktopFileName(QStringLiteral("broadcaster"));
    auto application = std::make_unique<QApplication>(argc, argv);
    qInstallMessageHandler(handler);
    for (const Message &message : std::exchange(waiting, {})) {
        const QMessageLogContext context(nullptr, 0, nullptr, message.category.constData());
        handler(message.type, context, message.text);
    }
    return application;
}

} // namespace broadcaster
