// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/listeningsection.h"

#include "server/api/ipaddress.h"
#include "ui/base/errortext.h"
#include "ui/server/limitedit.h"
#include "ui/theme/theme.h"
#include "ui/widgets/note.h"
#include "ui/widgets/sectionheader.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Step = 8;
constexpr int ListLines = 4;
constexpr int ListWidth = 360;

const QStringList &presetAddresses(int choice)
{
    static const QList<QStringList> presets { { u"127.0.0.1"_s }, { u"0.0.0.0"_s },
        { u"0.0.0.0"_s, u"::"_s } };
    return presets[choice];
}

/// A text that is not an address yet opens nothing.
bool isOfThisMachineOnly(const QString &text)
{
    const std::optional<IpAddress> address = parseListenAddress(text);
    return !address || address->isLoopback();
}

} // namespace

ListeningSection::ListeningSection(QWidget *parent)
    : ConfigSection(parent)
    , m_choices(new QButtonGroup(this))
    , m_list(new QPlainTextEdit(this))
    , m_note(new Note(Note::Tone::Bad, this))
    , m_port(new LimitEdit(portField(), this))
    , m_open(new Note(Note::Tone::Warning, this))
    , m_anyPort(new QPushButton(tr("Use any free port"), this))
{
    setObjectName(u"listeningSection"_s);
    m_note->setObjectName(u"addressesNote"_s);
    m_note->hide();
    m_anyPort->setObjectName(u"anyFreePort"_s);
    m_anyPort->setAccessibleName(m_anyPort->text());
    m_anyPort->hide();

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Step);
    rows->addWidget(new SectionHeader(tr("Listening"),
        tr("A new address or port holds at once; who is connected stays connected."), this));
    rows->addWidget(buildChoices());
    rows->addWidget(m_note);
    rows->addWidget(m_port);
    rows->addWidget(m_anyPort, 0, Qt::AlignLeft);
    m_open->setObjectName(u"openNote"_s);
    rows->addWidget(m_open);

    connect(m_choices, &QButtonGroup::idClicked, this, [this](int choice) {
        if (choice != Chosen)
            setAddresses(presetAddresses(choice));
        edit();
    });
    connect(m_list, &QPlainTextEdit::textChanged, this, &ListeningSection::edit);
    connect(m_port, &LimitEdit::edited, this, &ListeningSection::edit);
    connect(m_anyPort, &QPushButton::clicked, this, [this] { m_port->setText(u"0"_s); });
}

QWidget *ListeningSection::buildChoices()
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Step / 2);
    const auto add = [&](int choice, const QString &text, const QString &objectName) {
        auto *button = new QRadioButton(text, box);
        button->setObjectName(objectName);
        button->setAccessibleName(text);
        m_choices->addButton(button, choice);
        rows->addWidget(button);
    };
    add(ThisMachine, tr("This machine only (127.0.0.1)"), u"listenThisMachine"_s);
    add(AllIpv4, tr("Other machines too, by IPv4 (0.0.0.0)"), u"listenAllIpv4"_s);
    add(All, tr("Other machines too, by IPv4 and IPv6 (0.0.0.0 and ::)"), u"listenAll"_s);
    add(Chosen, tr("These addresses, one a line"), u"listenChosen"_s);
    m_list->setObjectName(u"addresses"_s);
    m_list->setAccessibleName(tr("Addresses to listen on, one a line"));
    m_list->setTabChangesFocus(true);
    m_list->setFont(fixedFont());
    m_list->setMaximumWidth(ListWidth);
    m_list->setFixedHeight(ListLines * m_list->fontMetrics().lineSpacing() + 2 * Step);
    auto *indent = new QHBoxLayout;
    indent->setContentsMargins(3 * Step, 0, 0, 0);
    indent->addWidget(m_list);
    indent->addStretch();
    rows->addLayout(indent);
    return box;
}

void ListeningSection::showConfig(const BrokerConfig &config)
{
    m_isEncrypted = !config.tlsCertificate.isEmpty();
    m_port->showConfig(config);
    if (addresses() == m_shown)
        setAddresses(config.listenAddresses);
    m_shown = config.listenAddresses;
    showNotes();
}

void ListeningSection::revert(const BrokerConfig &config)
{
    m_port->revert(config);
    m_shown = config.listenAddresses;
    setAddresses(m_shown);
    clearError();
}

void ListeningSection::setAddresses(const QStringList &addresses)
{
    int choice = Chosen;
    for (int preset = ThisMachine; preset < Chosen; ++preset) {
        if (presetAddresses(preset) == addresses)
            choice = preset;
    }
    m_choices->button(choice)->setChecked(true);
    m_list->setVisible(choice == Chosen);
    const QSignalBlocker quiet(m_list);
    m_list->setPlainText(addresses.join(u'\n'));
}

QStringList ListeningSection::addresses() const
{
    QStringList list;
    for (const QString &line : m_list->toPlainText().split(u'\n')) {
        const QString address = line.trimmed();
        if (!address.isEmpty() && !list.contains(address))
            list.append(address);
    }
    return list;
}

void ListeningSection::collect(BrokerConfig &draft) const
{
    m_port->collect(draft);
    if (addressProblem().isNull())
        draft.listenAddresses = addresses();
}

QString ListeningSection::addressProblem() const
{
    const QStringList list = addresses();
    if (list.isEmpty())
        return tr("Give at least one address.");
    if (list.size() > limits::MaxListenAddresses)
        return tr("%1 addresses at most.").arg(limits::MaxListenAddresses);
    QList<IpAddress> seen;
    for (const QString &address : list) {
        const std::optional<IpAddress> parsed = parseListenAddress(address);
        if (!parsed)
            return tr("“%1” is not an IP address, such as 127.0.0.1, ::1 or 192.168.1.7.")
                .arg(address);
        if (seen.contains(*parsed))
            return tr("“%1” is there twice.").arg(address);
        seen.append(*parsed);
    }
    return {};
}

QString ListeningSection::problem() const
{
    const QString problem = addressProblem();
    if (!problem.isNull())
        return problem;
    const QString ofPort = m_port->problem();
    return ofPort.isNull() ? QString()
                           : tr("%1: %2", "a field, what is wrong").arg(m_port->label(), ofPort);
}

bool ListeningSection::showError(const Error &error)
{
    switch (error.code) {
    case ErrorCode::AddressInUse:
        m_anyPort->show();
        [[fallthrough]];
    case ErrorCode::AddressRefused:
        m_port->showError(errorText(error));
        return true;
    case ErrorCode::AddressUnavailable:
        m_error = errorText(error);
        showNotes();
        return true;
    default:
        return false;
    }
}

void ListeningSection::clearError()
{
    m_error.clear();
    m_anyPort->hide();
    m_port->showError({});
    showNotes();
}

void ListeningSection::edit()
{
    clearError();
    m_list->setVisible(m_choices->checkedId() == Chosen);
    Q_EMIT edited();
}

void ListeningSection::showNotes()
{
    const QStringList list = addresses();
    const bool isPrivate = std::all_of(list.begin(), list.end(), isOfThisMachineOnly);
    m_open->setShown(isPrivate || m_isEncrypted
            ? QString()
            : tr(
                "Other machines can connect, and nothing is encrypted: set a certificate below, or "
                "put a proxy that speaks TLS before the broker."));
    m_note->setShown(m_error.isNull() ? addressProblem() : m_error);
}

} // namespace broadcaster
