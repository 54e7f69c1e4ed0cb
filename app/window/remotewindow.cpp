// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/remotewindow.h"

#include "app/commands/commandtarget.h"
#include "app/window/remotesession.h"
#include "app/window/windowlanguage.h"
#include "console/brokeraddress.h"
#include "server/base/logging.h"
#include "ui/link/linkactions.h"
#include "ui/link/linktext.h"
#include "ui/window/mainwindow.h"
#include "ui/window/windowlink.h"

#include <QtCore/QTimer>

#include <chrono>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds OwnKeyWait { 2 }; ///< Until a broker that starts has its file.

Result<QString> shownBrokerAddress(const QString &text)
{
    const Result<QUrl> url = brokerAddress(text);
    return url ? Result<QString>(shownAddress(*url)) : url.error();
}

} // namespace

RemoteWindow::RemoteWindow(Settings &settings, WindowLanguage &language, Prompts &prompts,
    const RemoteConsole::Target &given)
    : m_settings(settings)
    , m_language(language)
    , m_prompts(prompts)
    , m_given(given)
{
    show(m_given);
}

RemoteWindow::~RemoteWindow() = default;

void RemoteWindow::open()
{
    if (m_given.url.isEmpty())
        ask(false);
    else
        connectTo(m_given);
}

void RemoteWindow::save()
{
    store(known());
}

void RemoteWindow::store(const QList<KnownBroker> &brokers)
{
    UiSettings settings = m_session->window().settings();
    settings.brokers = knownBrokerLines(brokers);
    m_settings.setUi(settings);
}

/// Other windows add brokers, too.
QList<KnownBroker> RemoteWindow::known() const
{
    m_settings.refresh();
    return knownBrokersOf(m_settings.ui().brokers);
}

KnownBroker RemoteWindow::present() const
{
    return knownBroker(known(), m_session->console().link().address);
}

void RemoteWindow::keep(const KnownBroker &broker)
{
    QList<KnownBroker> brokers = known();
    remember(brokers, broker);
    store(brokers);
}

/// A window of its own for each broker: nothing of another one is left in it.
void RemoteWindow::show(const RemoteConsole::Target &target)
{
    if (m_session)
        save();
    const std::unique_ptr<RemoteSession> before = std::move(m_session);
    m_session = std::make_unique<RemoteSession>(target, m_prompts, m_settings.ui());
    connectConsole();
    m_language.offer(m_session->pages());
    m_session->pages().forEachWindow([this](MainWindow &window) { connectWindow(window); });
    m_session->window().show();
}

void RemoteWindow::connectConsole()
{
    RemoteConsole &console = m_session->console();
    connect(&console, &RemoteConsole::connected, this, &RemoteWindow::onConnected);
    connect(&console, &RemoteConsole::ended, this, &RemoteWindow::onEnded);
}

void RemoteWindow::connectWindow(MainWindow &window)
{
    LinkActions &actions = window.link().actions();
    window.link().setColour(present().colour);
    connect(&window, &MainWindow::settingsChanged, this, &RemoteWindow::save);
    connect(&window, &MainWindow::closed, this, &RemoteWindow::closed);
    connect(&actions, &LinkActions::colourChosen, this, &RemoteWindow::setColour);
    connect(&actions.retry(), &QAction::triggered, this,
        [this] { m_session->reconnection().tryNow(); });
    connect(&actions.key(), &QAction::triggered, this, [this] { ask(true); });
    connect(&actions.trust(), &QAction::triggered, this, &RemoteWindow::trust);
    // Queued: the session of the action may end.
    connect(
        &actions.connectTo(), &QAction::triggered, this, [this] { ask(false); },
        Qt::QueuedConnection);
}

/// With the key and the certificate that are known for the address, where none are given.
void RemoteWindow::connectTo(const RemoteConsole::Target &target)
{
    const KnownBroker broker = knownBroker(known(), shownAddress(target.url));
    const RemoteConsole::Target whole = targetAt(target.url, target.key,
        target.certificate.isEmpty() ? broker.certificate : target.certificate);
    m_isKeptKey = false;
    m_isOwnKey = target.key.isEmpty() && !whole.key.isEmpty();
    m_session->reconnection().stop();
    m_session->console().setTarget(whole);
    m_session->window().link().setColour(present().colour);
    if (!whole.key.isEmpty()) {
        m_session->reconnection().tryNow();
        return;
    }
    m_keyring.read(broker.address, [this, whole](const QByteArray &key) {
        RemoteConsole &console = m_session->console();
        if (console.isOpen() || console.target().url != whole.url
            || !console.target().key.isEmpty())
            return; // The user was faster.
        m_isKeptKey = !key.isEmpty();
        console.setTarget({ whole.url, key, whole.certificate });
        m_session->reconnection().tryNow();
    });
}

void RemoteWindow::onConnected()
{
    const KnownBroker broker = present();
    keep(broker);
    if (m_keyToKeep.isEmpty())
        return;
    m_keyring.write(broker.address, std::exchange(m_keyToKeep, {}),
        [this, address = broker.address](const QString &reason) { onKeyNotKept(address, reason); });
}

/// Meanwhile, the window may show another broker.
void RemoteWindow::onKeyNotKept(const QString &address, const QString &reason)
{
    qCWarning(logBroker, "the key is not kept: %s", qUtf8Printable(reason));
    const Link &link = m_session->console().link();
    if (link.address != address || !link.isUp())
        return;
    const QString notice = tr("The keyring does not keep the key (%1), so you will be asked for "
                              "it again.")
                               .arg(reason);
    m_session->window().link().setNotice(notice);
}

void RemoteWindow::onEnded(const LinkFault &fault)
{
    using Kind = LinkFault::Kind;
    if (fault.kind == Kind::WrongKey && std::exchange(m_isKeptKey, false))
        m_keyring.remove(present().address);
    if (fault.kind == Kind::WrongKey && m_isOwnKey)
        QTimer::singleShot(OwnKeyWait, &m_session->console(), [this] { takeOwnKey(); });
    if (fault.kind == Kind::WrongKey)
        m_keyToKeep.clear();
    if (fault.kind == Kind::NoKey)
        ask(true);
}

/// The user's own broker has another key in each run. Its file is there once it listens.
void RemoteWindow::takeOwnKey()
{
    RemoteConsole &console = m_session->console();
    const RemoteConsole::Target present = console.target();
    const RemoteConsole::Target now = targetAt(present.url, {}, {});
    if (console.isOpen() || now.key.isEmpty() || now.key == present.key)
        return;
    console.setTarget(now);
    m_session->reconnection().tryNow();
}

void RemoteWindow::ask(bool isForKey)
{
    if (m_dialog) {
        m_dialog->activateWindow();
        return;
    }
    QStringList addresses;
    if (const QString present = m_session->console().link().address; !present.isEmpty())
        addresses.append(present);
    for (const KnownBroker &broker : known())
        addresses.append(broker.address);
    addresses.removeDuplicates();
    m_dialog = new ConnectDialog(addresses, shownBrokerAddress, &m_session->window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (isForKey)
        m_dialog->askForKey();
    // Queued: the window of the dialog may end.
    connect(m_dialog, &ConnectDialog::chosen, this, &RemoteWindow::take, Qt::QueuedConnection);
    m_dialog->open();
}

void RemoteWindow::take(const ConnectDialog::Choice &choice)
{
    const Result<QUrl> url = brokerAddress(choice.address);
    if (!url)
        return;
    RemoteConsole::Target target { *url, choice.key.toUtf8() };
    if (target.key.isEmpty() && (m_given.url.isEmpty() || m_given.url == *url)) {
        target.key = m_given.key;
        target.certificate = m_given.certificate;
    }
    RemoteConsole &console = m_session->console();
    if (choice.address != console.link().address || console.isOpen()) {
        if (!m_session->window().mayClose())
            return;
        show(target);
    }
    m_keyToKeep = choice.keepsKey ? choice.key.toUtf8() : QByteArray();
    connectTo(target);
}

void RemoteWindow::trust()
{
    const Link link = m_session->console().link();
    if (!link.fault || link.fault->certificate.isEmpty())
        return;
    Prompts::Question question;
    question.title = tr("Trust this certificate for %1?").arg(link.address);
    question.text = tr("Its SHA-256 is\n%1\n\nCompare it with what the broker's own machine says:\n"
                       "openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE\n\nFrom then on, "
                       "this window accepts this certificate for this broker, and no other.")
                        .arg(fingerprintText(link.fault->certificate));
    question.yes = tr("Trust");
    if (!m_prompts.ask(&m_session->window(), question).yes)
        return;
    KnownBroker broker = present();
    broker.certificate = link.fault->certificate;
    keep(broker);
    RemoteConsole &console = m_session->console();
    const RemoteConsole::Target target = console.target();
    console.setTarget({ target.url, target.key, broker.certificate });
    m_session->reconnection().tryNow();
}

void RemoteWindow::setColour(RowColour colour)
{
    KnownBroker broker = present();
    broker.colour = colour;
    keep(broker);
    m_session->window().link().setColour(colour);
}

} // namespace broadcaster
