// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/otherwindow.h"

#include "app/window/windowsocket.h"
#include "server/broker/broker.h"
#include "ui/window/mainwindow.h"
#include "ui/window/otherwindowoffer.h"

#include <QtWidgets/QApplication>

namespace broadcaster {

void connectOtherWindows(Broker &broker, MainWindow &window, WindowSocket &socket)
{
    using Request = WindowSocket::Request;
    OtherWindowOffer &offer = window.otherWindow();
    broker.on<StateChanged>(&socket, [&broker, &socket](const StateChanged &event) {
        if (event.state == BrokerState::Listening)
            socket.listen(broker.config().database);
        else if (event.state == BrokerState::Stopped)
            socket.close();
    });
    broker.on<StartFailed>(&socket, [&broker, &offer, &socket] {
        socket.ask(broker.config().database, Request::Find,
            [&offer](bool hasAnswered) { offer.offer(hasAnswered); });
    });
    QObject::connect(&offer, &OtherWindowOffer::wanted, &socket, [&broker, &offer, &socket] {
        socket.ask(broker.config().database, Request::Show, [&offer](bool hasAnswered) {
            if (hasAnswered)
                QApplication::quit(); // This window has nothing to show.
            else
                offer.offer(false);
        });
    });
    QObject::connect(&socket, &WindowSocket::showRequested, &offer, &OtherWindowOffer::showInFront);
}

} // namespace broadcaster
