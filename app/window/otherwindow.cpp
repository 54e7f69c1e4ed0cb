// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/otherwindow.h"

#include "app/window/windowsocket.h"
#include "server/broker/broker.h"
#include "ui/window/consolewindow.h"
#include "ui/window/otherwindowoffer.h"

#include <QtCore/QPointer>
#include <QtWidgets/QApplication>

#include <optional>

namespace broadcaster {

using Kind = WindowSocket::Request::Kind;

namespace {

void connectOffer(Broker &broker, OtherWindowOffer &offer, WindowSocket &socket)
{
    const auto find = [&broker, &offer, &socket] {
        socket.ask(
            broker.config().database, { Kind::Find }, [offer = QPointer(&offer)](bool hasAnswered) {
                if (offer)
                    offer->offer(hasAnswered);
            });
    };
    broker.on<StartFailed>(&offer, find);
    if (broker.now().startFailure)
        find(); // This window takes the place of one that was told.
    QObject::connect(&offer, &OtherWindowOffer::wanted, &offer, [&broker, &offer, &socket] {
        socket.ask(
            broker.config().database, { Kind::Show }, [offer = QPointer(&offer)](bool hasAnswered) {
                if (hasAnswered)
                    QApplication::quit(); // This window has nothing to show.
                else if (offer)
                    offer->offer(false);
            });
    });
    QObject::connect(&socket, &WindowSocket::showRequested, &offer, &OtherWindowOffer::showInFront);
}

} // namespace

void connectOtherWindows(Broker &broker, ConsoleWindow &console, WindowSocket &socket)
{
    broker.on<StateChanged>(&socket, [&broker, &socket](const StateChanged &event) {
        if (event.state == BrokerState::Listening)
            socket.listen(broker.config().database);
        else if (event.state == BrokerState::Stopped)
            socket.close();
    });
    console.forEachWindow([&broker, &socket](MainWindow &window) {
        connectOffer(broker, window.otherWindow(), socket);
        QObject::connect(&socket, &WindowSocket::openRequested, &window, [&](const QString &path) {
            window.openFile(path);
            window.otherWindow().showInFront();
        });
    });
}

bool isShownByOther(const QString &database, const QString &file)
{
    WindowSocket socket;
    std::optional<bool> answer;
    socket.ask(
        database, { Kind::Open, file }, [&answer](bool hasAnswered) { answer = hasAnswered; });
    while (!answer)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return *answer;
}

} // namespace broadcaster
