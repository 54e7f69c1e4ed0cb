// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/listenfield.h"

#include "server/api/ipaddress.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QRadioButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ListLines = 4;
constexpr int ListWidth = 360;

const QStringList &presetAddresses(int choice)
{
    static const QList<QStringList> presets { { u"127.0.0.1"_s }, { u"0.0.0.0"_s },
        { u"0.0.0.0"_s, u"::"_s } };
    return presets[choice];
}

} // namespace

ListenField::ListenField(const Option &option, QWidget *parent)
    : OptionField(option, parent)
    , m_choices(new QButtonGroup(this))
    , m_list(new QPlainTextEdit(this))
{
    layOut({ buildChoices() }, NotePlace::Below, Qt::AlignTop);
    connect(m_choices, &QButtonGroup::idClicked, this, [this](int choice) {
        if (choice != Chosen)
            setAddresses(presetAddresses(choice));
        m_list->setVisible(choice == Chosen);
        edit();
    });
    connect(m_list, &QPlainTextEdit::textChanged, this, &ListenField::edit);
}

QWidget *ListenField::buildChoices()
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(LayoutStep / 2);
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
    add(Chosen, tr("Specific addresses, one per line"), u"listenChosen"_s);
    m_list->setObjectName(fieldName());
    m_list->setAccessibleName(tr("Addresses to listen on, one per line"));
    m_list->setTabChangesFocus(true);
    m_list->setFont(fixedFont());
    m_list->setMaximumWidth(ListWidth);
    m_list->setFixedHeight(ListLines * m_list->fontMetrics().lineSpacing() + 2 * LayoutStep);
    auto *indent = new QHBoxLayout;
    indent->setContentsMargins(3 * LayoutStep, 0, 0, 0);
    indent->addWidget(m_list);
    indent->addStretch();
    rows->addLayout(indent);
    return box;
}

void ListenField::showConfig(const BrokerConfig &config)
{
    if (addresses() == m_shown)
        setAddresses(config.listenAddresses);
    m_shown = config.listenAddresses;
    showNote();
}

void ListenField::revert(const BrokerConfig &config)
{
    m_shown = config.listenAddresses;
    setAddresses(m_shown);
    showError({});
}

void ListenField::setAddresses(const QStringList &addresses)
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

QStringList ListenField::addresses() const
{
    QStringList list;
    for (const QString &line : m_list->toPlainText().split(u'\n')) {
        const QString address = line.trimmed();
        if (!address.isEmpty() && !list.contains(address))
            list.append(address);
    }
    return list;
}

void ListenField::collect(BrokerConfig &draft) const
{
    if (problem().isNull())
        draft.listenAddresses = addresses();
}

QString ListenField::problem() const
{
    const QStringList list = addresses();
    if (list.size() < option().minimum)
        return tr("Give at least one address.");
    if (list.size() > option().maximum)
        return tr("%1 addresses at most.").arg(option().maximum);
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

void ListenField::mark(bool, const QString &description)
{
    m_list->setAccessibleDescription(description);
}

} // namespace broadcaster
