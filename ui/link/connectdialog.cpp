// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/link/connectdialog.h"

#include "server/api/limits.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/style.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ConnectLetters = 64;

QLabel *namedField(QWidget *field, const QString &text)
{
    auto *label = new QLabel(text, field->parentWidget());
    label->setBuddy(field);
    field->setAccessibleName(QString(text).remove(u'&'));
    return label;
}

} // namespace

ConnectDialog::ConnectDialog(const QStringList &addresses, Check check, QWidget *parent)
    : QDialog(parent)
    , m_check(std::move(check))
    , m_address(new QComboBox(this))
    , m_fault(new Note(Note::Tone::Bad, this))
    , m_key(new QLineEdit(this))
    , m_keeps(new QCheckBox(tr("&Keep the key in the keyring of the desktop"), this))
{
    setObjectName(u"connectDialog"_s);
    setWindowTitle(tr("Connect to a broker"));
    m_address->setObjectName(u"brokerAddress"_s);
    m_address->setEditable(true);
    m_address->setInsertPolicy(QComboBox::NoInsert);
    m_address->addItems(addresses);
    m_address->lineEdit()->setPlaceholderText(tr("wss://broker.example.com or 10.0.0.5:8787"));
    m_fault->setObjectName(u"brokerAddressFault"_s);
    m_key->setObjectName(u"brokerKey"_s);
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setMaxLength(static_cast<int>(limits::MaxServiceKeyBytes));
    m_key->setPlaceholderText(tr("Empty: the key that is kept"));
    m_keeps->setObjectName(u"keepKey"_s);
    m_keeps->setChecked(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_connect = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    m_connect->setObjectName(u"connectAccept"_s);
    m_connect->setDefault(true);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep);
    rows->setSpacing(LayoutStep);
    rows->addWidget(namedField(m_address, tr("&Address")));
    rows->addWidget(m_address);
    rows->addWidget(m_fault);
    rows->addSpacing(LayoutStep);
    rows->addWidget(namedField(m_key, tr("&Service key, or viewer key to look only")));
    rows->addWidget(m_key);
    rows->addWidget(m_keeps);
    rows->addStretch();
    rows->addSpacing(LayoutStep);
    rows->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * ConnectLetters);
    connect(m_address, &QComboBox::editTextChanged, this, &ConnectDialog::showFault);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ConnectDialog::reject);
    m_address->lineEdit()->selectAll();
    m_address->setFocus();
    showFault();
    resize(minimumWidth(), rows->totalHeightForWidth(minimumWidth()));
}

void ConnectDialog::askForKey()
{
    m_key->setFocus();
}

ConnectDialog::Choice ConnectDialog::choice() const
{
    const Result<QString> address = m_check(m_address->currentText());
    return { address ? *address : QString(), m_key->text().trimmed(), m_keeps->isChecked() };
}

void ConnectDialog::showFault()
{
    const QString text = m_address->currentText();
    const Result<QString> address = m_check(text);
    const bool isFault = !address && !text.trimmed().isEmpty();
    m_connect->setEnabled(address.ok());
    m_fault->setShown(isFault ? tr("This is not the address of a broker. Give one such as "
                                   "wss://broker.example.com or 10.0.0.5:8787.")
                              : QString());
    m_address->lineEdit()->setProperty(InvalidProperty, isFault);
    m_address->lineEdit()->update();
    m_address->setAccessibleDescription(m_fault->text());
}

void ConnectDialog::accept()
{
    if (!m_check(m_address->currentText()))
        return;
    QDialog::accept();
    Q_EMIT chosen(choice());
}

} // namespace broadcaster
