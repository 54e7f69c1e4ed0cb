// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/optionfield.h"

#include "ui/theme/layoutstep.h"
#include "ui/widgets/note.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QGridLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int LabelCharacters = 25;

struct FieldName {
    const char *option;
    const char *field;
};

/// Fields named after the member of BrokerConfig instead of the option.
constexpr FieldName FieldNames[] { { "listen", "addresses" }, { "tls-cert", "tlsCertificate" },
    { "allow-origin", "allowedOrigins" }, { "allow-host", "allowedHosts" },
    { "trusted-proxy", "trustedProxies" } };

/// `maxQueueBytes` of `max-queue-bytes`.
QString nameOf(const Option &option)
{
    for (const FieldName &each : FieldNames) {
        if (QLatin1StringView(each.option) == QLatin1StringView(option.name))
            return QString::fromLatin1(each.field);
    }
    QString name;
    for (const QString &word : QString::fromLatin1(option.name).split(u'-'))
        name += name.isEmpty() ? word : word.first(1).toUpper() + word.sliced(1);
    return name;
}

} // namespace

QString optionText(const char *text)
{
    return QCoreApplication::translate("options", text);
}

OptionField::OptionField(const Option &option, QWidget *parent)
    : QWidget(parent)
    , m_option(option)
    , m_note(new Note(Note::Tone::Dim, this))
{
    setObjectName(nameOf(option) + u"Row"_s);
    setToolTip(u"--"_s + QString::fromLatin1(option.name));
    m_note->setObjectName(nameOf(option) + u"Note"_s);
}

QString OptionField::label() const
{
    return optionText(m_option.label);
}

QString OptionField::fieldName() const
{
    return nameOf(m_option);
}

QString OptionField::explanation() const
{
    return optionText(m_option.help);
}

void OptionField::layOut(
    const QList<QWidget *> &widgets, NotePlace notePlace, Qt::Alignment labelAlignment)
{
    auto *label = new Note(Note::Tone::Plain, this->label(), this);
    label->setBuddy(widgets.constFirst());
    label->setFixedWidth(LabelCharacters * fontMetrics().averageCharWidth());
    auto *row = new QHBoxLayout;
    row->setSpacing(2 * LayoutStep);
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(2 * LayoutStep);
    grid->setVerticalSpacing(LayoutStep / 2);
    grid->addWidget(label, 0, 0, labelAlignment);
    grid->addLayout(row, 0, 1);
    if (notePlace == NotePlace::Beside) {
        grid->addWidget(m_note, 0, 2);
        grid->setColumnStretch(2, 1);
    } else {
        grid->addWidget(m_note, 1, 1);
        grid->setColumnStretch(1, 1);
    }
    showNote();
}

void OptionField::edit()
{
    m_error.clear();
    showNote();
    Q_EMIT edited();
}

void OptionField::showError(const QString &error)
{
    m_error = error;
    showNote();
}

void OptionField::showNote()
{
    const QString wrong = m_error.isNull() ? problem() : m_error;
    m_note->setTone(wrong.isNull() ? Note::Tone::Dim : Note::Tone::Bad);
    m_note->setShown(wrong.isNull() ? explanation() : wrong);
    mark(!wrong.isNull(), m_note->text());
}

} // namespace broadcaster
