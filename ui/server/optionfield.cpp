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
/// A row with less room has its name above the widgets. The slack is more than the width of a
/// scroll bar, which comes and goes with the height of the rows.
constexpr int StackedCharacters = 78;
constexpr int StackedSlack = 24;

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
    , m_grid(new QGridLayout(this))
    , m_label(new Note(Note::Tone::Plain, this))
    , m_widgets(new QWidget(this))
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
    m_notePlace = notePlace;
    m_labelAlignment = labelAlignment;
    m_label->setText(label());
    m_label->setBuddy(widgets.constFirst());
    auto *row = new QHBoxLayout(m_widgets);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * LayoutStep);
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    m_grid->setHorizontalSpacing(2 * LayoutStep);
    m_grid->setVerticalSpacing(LayoutStep / 2);
    arrange();
    showNote();
}

void OptionField::arrange()
{
    for (QWidget *widget :
        { static_cast<QWidget *>(m_label), m_widgets, static_cast<QWidget *>(m_note) })
        m_grid->removeWidget(widget);
    const int row = m_isStacked ? 1 : 0;
    const int column = m_isStacked ? 0 : 1;
    const bool isBeside = m_notePlace == NotePlace::Beside;
    // Stacked rows need more air between them than between a name and its widgets.
    m_grid->setContentsMargins(0, m_isStacked ? LayoutStep : 0, 0, 0);
    const int labelWidth = LabelCharacters * fontMetrics().averageCharWidth();
    m_label->setMinimumWidth(m_isStacked ? 0 : labelWidth);
    m_label->setMaximumWidth(m_isStacked ? QWIDGETSIZE_MAX : labelWidth);
    m_grid->addWidget(m_label, 0, 0, 1, m_isStacked ? 2 : 1, m_labelAlignment);
    m_grid->addWidget(m_widgets, row, column);
    m_grid->addWidget(m_note, isBeside ? row : row + 1, isBeside ? column + 1 : column);
    for (int each = 0; each < 3; ++each)
        m_grid->setColumnStretch(each, each == (isBeside ? column + 1 : column) ? 1 : 0);
}

void OptionField::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int limit = StackedCharacters * fontMetrics().averageCharWidth();
    const bool isStacked = width() < (m_isStacked ? limit + StackedSlack : limit);
    if (isStacked == m_isStacked)
        return;
    m_isStacked = isStacked;
    arrange();
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
