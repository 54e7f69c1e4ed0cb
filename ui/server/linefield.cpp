// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/linefield.h"

#include "server/api/optionvalues.h"
#include "ui/base/text.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QtCore/QRegularExpression>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int NumberCharacters = 13;

/// The example behind "such as" in the words for a form.
QString exampleOf(const Option &option)
{
    return option.form ? QString::fromLatin1(option.form).section("such as "_L1, 1) : QString();
}

QString secondsUnit()
{
    return LineField::tr("s", "seconds");
}

} // namespace

LineField::LineField(const Option &option, QWidget *parent)
    : OptionField(option, parent)
    , m_isNumber(optionNumber(BrokerConfig(), option).has_value())
    , m_edit(new QLineEdit(this))
{
    const int character = fontMetrics().averageCharWidth();
    m_edit->setObjectName(fieldName());
    m_edit->setAccessibleName(label());
    m_edit->setPlaceholderText(exampleOf(option));
    QList<QWidget *> widgets { m_edit };
    if (m_isNumber) {
        m_edit->setFixedWidth(NumberCharacters * character);
        m_edit->setAlignment(Qt::AlignRight);
        m_edit->setFont(fixedFont());
    }
    if (QLatin1StringView(option.valueName) == "FILE"_L1) {
        m_browse = new QPushButton(tr("Browse…"), this);
        m_browse->setObjectName(fieldName() + u"Browse"_s);
        m_browse->setAccessibleName(tr("Browse: %1").arg(label()));
        connect(m_browse, &QPushButton::clicked, this, &LineField::fileWanted);
        widgets.append(m_browse);
    }
    layOut(widgets, m_isNumber ? NotePlace::Beside : NotePlace::Below);
    connect(m_edit, &QLineEdit::textEdited, this, &LineField::edit);
}

void LineField::setBrowsable(bool isBrowsable)
{
    if (m_browse)
        m_browse->setVisible(isBrowsable);
}

void LineField::showConfig(const BrokerConfig &config)
{
    if (!isEdited())
        showValue(config);
}

void LineField::revert(const BrokerConfig &config)
{
    showValue(config);
    showError({});
}

void LineField::showValue(const BrokerConfig &config)
{
    StartOptions options;
    options.config = config;
    const std::optional<qint64> number = optionNumber(config, option());
    m_edit->setText(number ? withUnit(*number) : optionValues(options, option()).join(u", "_s));
    showNote();
}

void LineField::collect(BrokerConfig &draft) const
{
    if (!isEdited())
        return;
    StartOptions options;
    options.config = draft;
    if (setOption(options, option(), values()).isNull())
        draft = options.config;
}

QStringList LineField::values() const
{
    static const QRegularExpression separators(u"[,\\s]+"_s);
    if (isList(option()))
        return text().split(separators, Qt::SkipEmptyParts);
    QString value = text();
    const QString unit = secondsUnit();
    if (option().unit == Unit::Seconds && value.size() > unit.size() && value.endsWith(unit))
        value = value.chopped(unit.size()).trimmed();
    return { value };
}

/// The number as it stands in the field: "30 s", "64 KiB".
QString LineField::withUnit(qint64 number) const
{
    const QString text = quantityText(number, option().unit);
    return option().unit == Unit::Seconds
        ? tr("%1 %2", "a number, its unit").arg(text, secondsUnit())
        : text;
}

QString LineField::problem() const
{
    StartOptions scratch;
    if (setOption(scratch, option(), values()).isNull())
        return {};
    const QString least = shown(option().minimum);
    const QString most = shown(option().maximum);
    if (isList(option()))
        return tr("Each must be %1. Commas stand between them, at most %2.")
            .arg(optionText(option().form), most);
    if (option().unit == Unit::Bytes)
        return tr("Must be %1 to %2, written as 65536, 64 KiB or 16 MiB.").arg(least, most);
    return option().unit == Unit::Seconds
        ? tr("Must be whole seconds, %1 to %2.").arg(least, most)
        : tr("Must be a whole number from %1 to %2.").arg(least, most);
}

QString LineField::shown(qint64 number) const
{
    if (option().unit == Unit::Seconds)
        return tr("%1 %2", "a number, its unit").arg(countText(number), secondsUnit());
    const bool isPlain = option().unit == Unit::Bytes || option().unit == Unit::Port;
    return isPlain ? quantityText(number, option().unit) : countText(number);
}

QString LineField::explanation() const
{
    const QString help = OptionField::explanation();
    if (!m_isNumber)
        return help;
    const qint64 standard = optionNumber(BrokerConfig(), option()).value_or(0);
    return tr("%1 %2 to %3, default %4.", "an explanation, then the bounds")
        .arg(help, shown(option().minimum), shown(option().maximum), shown(standard));
}

QString LineField::text() const
{
    return m_edit->text().trimmed();
}

void LineField::setText(const QString &text)
{
    m_edit->setText(text);
    m_edit->setModified(true);
    edit();
}

bool LineField::isEdited() const
{
    return m_edit->isModified();
}

void LineField::focusField()
{
    m_edit->setFocus(Qt::OtherFocusReason);
}

void LineField::mark(bool isWrong, const QString &description)
{
    m_edit->setProperty(InvalidProperty, isWrong);
    m_edit->setAccessibleDescription(description);
    m_edit->update();
}

} // namespace broadcaster
