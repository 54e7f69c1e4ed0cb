// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/wishpopup.h"

#include "inspect/filter/filter.h"
#include "server/api/quantity.h"
#include "ui/filter/filtererrortext.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/style.h"
#include "ui/widgets/note.h"
#include "ui/widgets/popup.h"

#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int WishMargin = 12;
constexpr int WishLetters = 48;

/// Why the broker cannot apply the filter; null: it can.
QString wishFault(const QString &text)
{
    const auto parsed = Filter::parse(text);
    if (const auto *error = std::get_if<FilterError>(&parsed))
        return filterErrorText(*error);
    return std::get<Filter>(parsed).dependsOnLater()
        ? WishPopUp::tr("The broker looks at a message when it comes. It does not know deliveries, "
                        "replies, marks and comments then.")
        : QString();
}

} // namespace

WishPopUp::WishPopUp(QWidget *parent)
    : PopUp(parent)
    , m_filter(new QLineEdit(this))
    , m_fault(new Note(Note::Tone::Bad, this))
    , m_mebibytes(new QSpinBox(this))
    , m_take(new QPushButton(tr("Use the filter of the page"), this))
    , m_apply(new QPushButton(tr("Apply"), this))
{
    setObjectName(u"wishPopUp"_s);
    setWindowTitle(tr("Traffic to get"));
    m_filter->setObjectName(u"wishFilter"_s);
    m_filter->setAccessibleName(tr("Filter at the broker"));
    m_filter->setPlaceholderText(tr("all messages"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * WishLetters);
    m_fault->setObjectName(u"wishFault"_s);
    m_mebibytes->setObjectName(u"wishMebibytes"_s);
    m_mebibytes->setAccessibleName(tr("Messages a second at most, in MiB"));
    m_mebibytes->setRange(1, static_cast<int>(limits::MaxConsoleBytesPerSecond / Mebibyte));
    m_mebibytes->setSuffix(tr(" MiB/s"));
    m_take->setObjectName(u"wishTake"_s);
    m_apply->setObjectName(u"wishApply"_s);
    m_apply->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_take);
    buttons->addStretch();
    buttons->addWidget(m_apply);
    auto *rows = new QFormLayout(this);
    rows->setContentsMargins(WishMargin, WishMargin, WishMargin, WishMargin);
    rows->addRow(tr("Filter at the broker"), m_filter);
    rows->addRow(QString(), m_fault);
    rows->addRow(tr("At most"), m_mebibytes);
    rows->addRow(new Note(Note::Tone::Dim,
        tr("Only these messages cross the network. Others that match are counted, and a mark shows "
           "where they are missing."),
        this));
    rows->addRow(buttons);
    connect(m_filter, &QLineEdit::textChanged, this, &WishPopUp::check);
    connect(m_take, &QPushButton::clicked, this, [this] { m_filter->setText(m_offered); });
    connect(m_apply, &QPushButton::clicked, this, &WishPopUp::accept);
    setWish({});
}

void WishPopUp::setWish(const TrafficWish &wish)
{
    m_wish = wish;
    m_filter->setText(wish.filter);
    m_mebibytes->setValue(static_cast<int>(wish.bytesPerSecond / Mebibyte));
    check();
}

void WishPopUp::offer(const QString &filter)
{
    m_offered = filter;
    m_take->setEnabled(!filter.isEmpty());
}

void WishPopUp::openAbove(const QWidget &button)
{
    setWish(m_wish);
    broadcaster::openAbove(*this, button);
    m_filter->setFocus(Qt::PopupFocusReason);
    m_filter->selectAll();
}

void WishPopUp::check()
{
    const QString fault = wishFault(m_filter->text().trimmed());
    m_fault->setShown(fault);
    m_apply->setEnabled(fault.isEmpty());
    m_filter->setProperty(InvalidProperty, !fault.isEmpty());
    m_filter->setAccessibleDescription(fault);
    m_filter->update();
}

void WishPopUp::accept()
{
    if (!m_apply->isEnabled())
        return;
    m_wish = { m_filter->text().trimmed(), m_mebibytes->value() * qint64 { Mebibyte } };
    QDialog::accept();
    Q_EMIT wishEdited();
}

} // namespace broadcaster
