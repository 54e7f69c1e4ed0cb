// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/loopback/demoscript.h"
#include "server/loopback/loopbackclient.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QTimer>

#include <array>
#include <memory>

namespace broadcaster {

/// Three clients of the project `demo` that talk as DemoScript says (SetDemoRunning). A closed
/// client reconnects; a refused one ends the demo. Main thread.
class DemoTraffic final : public QObject {
    Q_OBJECT

public:
    /// `speed` divides the delays of the script.
    explicit DemoTraffic(quint32 seed, int speed = 1);
    ~DemoTraffic() override;

    void start(const Listening &broker);
    void stop();
    /// Sets the broker's new addresses. Connections stay.
    void setBroker(const Listening &broker) { m_broker = broker; }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void changed();

private:
    void join(ClientType type);
    void prepareNext();
    void say(const DemoLine &line);
    void onReceived(ClientType type, const QByteArray &message);
    [[nodiscard]] std::unique_ptr<LoopbackClient> &client(ClientType type)
    {
        return m_clients[static_cast<size_t>(type)];
    }

    DemoScript m_script;
    const int m_speed;
    Listening m_broker;
    std::array<std::unique_ptr<LoopbackClient>, ClientTypeCount> m_clients;
    QTimer m_next;
    DemoLine m_nextLine {};
    qsizetype m_answersUnderWay = 0;
    bool m_isRunning = false;
};

} // namespace broadcaster
