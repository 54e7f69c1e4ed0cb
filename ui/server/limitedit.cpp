// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/limitedit.h"

#include "server/api/check.h"
#include "ui/base/text.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/note.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Step = 8;
constexpr int LabelCharacters = 25;
constexpr int FieldCharacters = 13;

QString translated(const char *text)
{
    return QCoreApplication::translate("limits", text);
}

QString shownText(qint64 value, Unit unit)
{
    return unit == Unit::Bytes || unit == Unit::Port ? quantityText(value, unit) : countText(value);
}

} // namespace

LimitEdit::LimitEdit(const LimitField &field, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_edit(new QLineEdit(this))
    , m_note(new Note(Note::Tone::Dim, this))
{
    const QString name = QString::fromLatin1(field.name);
    setObjectName(name + u"Row"_s);
    auto *label = new Note(Note::Tone::Plain, translated(field.label), this);
    label->setBuddy(m_edit);
    const int character = fontMetrics().averageCharWidth();
    label->setFixedWidth(LabelCharacters * character);
    m_edit->setObjectName(name);
    m_edit->setAccessibleName(translated(field.label));
    m_edit->setFixedWidth(FieldCharacters * character);
    m_edit->setAlignment(Qt::AlignRight);
    m_edit->setFont(fixedFont());
    m_note->setObjectName(name + u"Note"_s);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * Step);
    row->addWidget(label);
    row->addWidget(m_edit);
    row->addWidget(m_note, 1);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { setText(m_edit->text()); });
    showNote();
}

void LimitEdit::showConfig(const BrokerConfig &config)
{
    const bool isEdited = value() != m_shown && !m_edit->text().isEmpty();
    if (!isEdited)
        revert(config);
    m_shown = m_field.get(config);
}

void LimitEdit::revert(const BrokerConfig &config)
{
    m_shown = m_field.get(config);
    if (value() != m_shown)
        m_edit->setText(quantityText(m_shown, m_field.unit));
    m_error.clear();
    showNote();
}

void LimitEdit::collect(BrokerConfig &config) const
{
    if (problem().isNull())
        m_field.set(config, *value());
}

std::optional<qint64> LimitEdit::value() const
{
    return parseQuantity(m_edit->text(), m_field.unit);
}

QString LimitEdit::problem() const
{
    const std::optional<qint64> number = value();
    if (number && *number >= m_field.least && *number <= m_field.most)
        return {};
    const QString least = shownText(m_field.least, m_field.unit);
    const QString most = shownText(m_field.most, m_field.unit);
    switch (m_field.unit) {
    case Unit::Count:
    case Unit::Port:
        return tr("Must be a whole number from %1 to %2.").arg(least, most);
    case Unit::Bytes:
        return tr("Must be %1 to %2, written as 65536, 64 KiB or 16 MiB.").arg(least, most);
    case Unit::Seconds:
        return tr("Must be a whole number of seconds from %1 to %2.").arg(least, most);
    }
    return unreachable(QString());
}

QString LimitEdit::label() const
{
    return translated(m_field.label);
}

QString LimitEdit::bounds() const
{
    const QString least = shownText(m_field.least, m_field.unit);
    const QString most = shownText(m_field.most, m_field.unit);
    const QString usual = shownText(m_field.usual, m_field.unit);
    return m_field.unit == Unit::Seconds
        ? tr("Seconds, %1 to %2, default %3.").arg(least, most, usual)
        : tr("%1 to %2, default %3.").arg(least, most, usual);
}

void LimitEdit::setText(const QString &text)
{
    if (m_edit->text() != text)
        m_edit->setText(text);
    m_error.clear();
    showNote();
    Q_EMIT edited();
}

void LimitEdit::showError(const QString &error)
{
    m_error = error;
    showNote();
}

void LimitEdit::focusField()
{
    m_edit->setFocus(Qt::OtherFocusReason);
}

void LimitEdit::showNote()
{
    const QString wrong = m_error.isNull() ? problem() : m_error;
    m_edit->setProperty(InvalidProperty, !wrong.isNull());
    m_edit->update();
    m_note->setTone(wrong.isNull() ? Note::Tone::Dim : Note::Tone::Bad);
    m_note->setText(wrong.isNull() ? tr("%1 %2", "an explanation, then the bounds")
                                         .arg(translated(m_field.explanation), bounds())
                                   : wrong);
    m_edit->setAccessibleDescription(m_note->text());
}

} // namespace broadcaster
