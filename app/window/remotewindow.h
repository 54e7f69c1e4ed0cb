// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/keyring.h"
#include "app/window/settings.h"
#include "console/remoteconsole.h"
#include "ui/link/connectdialog.h"
#include "ui/link/knownbroker.h"
#include "ui/prompts/prompts.h"

#include <QtCore/QPointer>

#include <memory>

namespace broadcaster {

class MainWindow;
class RemoteSession;
class WindowLanguage;

/// The window of a broker elsewhere, with all that concerns the way there: addresses, keys,
/// certificates. One broker at a time; another one gets a session of its own.
class RemoteWindow final : public QObject {
    Q_OBJECT

public:
    /// All three outlive it. `given` is what the command line says; its URL may be empty.
    RemoteWindow(Settings &settings, WindowLanguage &language, Prompts &prompts,
        const RemoteConsole::Target &given);
    ~RemoteWindow() override;

    /// Connects, or asks where to.
    void open();
    void save();

Q_SIGNALS:
    void closed();

private:
    void show(const RemoteConsole::Target &target);
    void connectTo(const RemoteConsole::Target &target);
    void connectConsole();
    void connectWindow(MainWindow &window);
    void onConnected();
    void onKeyNotKept(const QString &address, const QString &reason);
    void onEnded(const LinkFault &fault);
    void ask(bool isForKey);
    void take(const ConnectDialog::Choice &choice);
    void takeOwnKey();
    void trust();
    void setColour(RowColour colour);
    [[nodiscard]] QList<KnownBroker> known() const;
    [[nodiscard]] KnownBroker present() const;
    void keep(const KnownBroker &broker);
    void store(const QList<KnownBroker> &brokers);

    Settings &m_settings;
    WindowLanguage &m_language;
    Prompts &m_prompts;
    const RemoteConsole::Target m_given;
    Keyring m_keyring;
    std::unique_ptr<RemoteSession> m_session; ///< Never null.
    QPointer<ConnectDialog> m_dialog;
    QByteArray m_keyToKeep; ///< For the keyring, once it has proved right.
    bool m_isKeptKey = false; ///< The key comes from the keyring.
    bool m_isOwnKey = false; ///< The key is that of the user's own broker.
};

} // namespace broadcaster
