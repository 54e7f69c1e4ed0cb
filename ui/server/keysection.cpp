// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/keysection.h"

#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/style.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/note.h"

#include <QtCore/QRandomGenerator>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int KeyFieldWidth = 360;

QString newKey()
{
    constexpr size_t Words = 6; // 192 bits
    std::array<quint32, Words> words {};
    QRandomGenerator::system()->fillRange(words.data(), Words);
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()),
        static_cast<qsizetype>(words.size() * sizeof(quint32)));
    return QString::fromLatin1(
        bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

KeySection::KeySection(QWidget *parent)
    : ConfigSection(
        tr("Service key"), tr("Needed to manage keys over HTTP, not in this window."), parent)
    , m_state(new Note(Note::Tone::Plain, this))
    , m_edit(new QLineEdit(this))
    , m_remove(new QCheckBox(tr("Remove the service key"), this))
    , m_generated(new CopyField(tr("new service key"), this))
    , m_note(new Note(Note::Tone::Dim, this))
{
    setObjectName(u"keySection"_s);
    m_state->setObjectName(u"serviceKeyState"_s);
    m_edit->setObjectName(u"serviceKey"_s);
    m_edit->setAccessibleName(tr("New service key"));
    m_edit->setPlaceholderText(tr("New service key"));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setMaximumWidth(KeyFieldWidth);
    m_remove->setObjectName(u"removeServiceKey"_s);
    m_remove->setAccessibleName(m_remove->text());
    m_generated->setObjectName(u"generatedKey"_s);
    m_generated->setMaximumWidth(KeyFieldWidth + 10 * LayoutStep);
    m_generated->hide();
    m_note->setObjectName(u"serviceKeyNote"_s);
    m_note->hide();
    auto *generate = new QPushButton(tr("Generate"), this);
    generate->setObjectName(u"generateServiceKey"_s);
    generate->setAccessibleName(tr("Generate a service key"));

    rows()->addWidget(m_state);
    auto *row = new QHBoxLayout;
    row->setSpacing(LayoutStep);
    row->addWidget(m_edit, 1);
    row->addWidget(generate);
    row->addStretch();
    rows()->addLayout(row);
    rows()->addWidget(m_generated);
    rows()->addWidget(m_note);
    rows()->addWidget(m_remove);

    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        m_generated->hide();
        m_remove->setChecked(false);
        edit();
    });
    connect(m_remove, &QCheckBox::clicked, this, [this] {
        m_edit->clear();
        m_generated->hide();
        edit();
    });
    connect(generate, &QPushButton::clicked, this, &KeySection::generate);
}

void KeySection::showConfig(const BrokerConfig &config)
{
    m_isSet = !config.serviceKey.isEmpty();
    showNotes();
}

void KeySection::revert(const BrokerConfig &config)
{
    m_edit->clear();
    m_generated->setText({});
    m_generated->hide();
    m_remove->setChecked(false);
    showConfig(config);
}

void KeySection::collect(BrokerConfig &draft) const
{
    if (m_remove->isChecked())
        draft.serviceKey.clear();
    else if (!typed().isEmpty() && problem().isNull())
        draft.serviceKey = typed();
}

QByteArray KeySection::typed() const
{
    return m_edit->text().trimmed().toUtf8();
}

QString KeySection::problem() const
{
    const QByteArray key = typed();
    if (key.size() > limits::MaxServiceKeyBytes)
        return tr("At most %1 bytes.").arg(countText(limits::MaxServiceKeyBytes));
    // It travels in an HTTP header.
    const bool isPlain = std::all_of(
        key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
    return isPlain ? QString() : tr("Use letters, digits and signs of ASCII only, without spaces.");
}

bool KeySection::showError(const Error &)
{
    return false;
}

void KeySection::clearError() { }

void KeySection::generate()
{
    const QString key = newKey();
    m_edit->setText(key);
    m_remove->setChecked(false);
    m_generated->setText(key);
    m_generated->show();
    edit();
}

void KeySection::edit()
{
    showNotes();
    Q_EMIT edited();
}

void KeySection::showNotes()
{
    m_state->setText(m_isSet ? tr("A service key is set.")
                             : tr("No service key is set: those calls answer 503."));
    m_remove->setVisible(m_isSet);
    const QString wrong = problem();
    m_edit->setProperty(InvalidProperty, !wrong.isNull());
    m_edit->update();
    m_note->setTone(wrong.isNull() ? Note::Tone::Dim : Note::Tone::Bad);
    if (!wrong.isNull())
        m_note->setShown(wrong);
    else
        m_note->setShown(m_generated->isHidden()
                ? QString()
                : tr("Copy it now: once applied it is not shown again."));
}

} // namespace broadcaster
