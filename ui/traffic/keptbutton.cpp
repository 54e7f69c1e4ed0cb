// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/keptbutton.h"

#include "server/api/quantity.h"
#include "ui/base/text.h"
#include "ui/base/uisettings.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QFormLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QWidgetAction>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int RowStep = 10'000;
constexpr int MebibyteStep = 64;
constexpr int PopUpMargin = 12;

} // namespace

KeptButton::KeptButton(QWidget *parent)
    : QToolButton(parent)
    , m_rows(new QSpinBox)
    , m_mebibytes(new QSpinBox)
{
    setObjectName(u"kept"_s);
    setAutoRaise(true);
    setToolTip(tr("How many messages are kept. Click to change it."));
    m_rows->setObjectName(u"keptRows"_s);
    m_rows->setAccessibleName(tr("Messages kept at most"));
    m_rows->setRange(MinKeptRows, MaxKeptRows);
    m_rows->setSingleStep(RowStep);
    m_rows->setGroupSeparatorShown(true);
    m_mebibytes->setObjectName(u"keptMebibytes"_s);
    m_mebibytes->setAccessibleName(tr("Memory they take at most, in MiB"));
    m_mebibytes->setRange(MinKeptMebibytes, MaxKeptMebibytes);
    m_mebibytes->setSingleStep(MebibyteStep);
    m_mebibytes->setSuffix(u" MiB"_s);
    const UiSettings defaults;
    setLimits(defaults.keptRows, defaults.keptMebibytes);
    addPopup();
    for (QSpinBox *box : { m_rows, m_mebibytes }) {
        box->setKeyboardTracking(false); // A number typed halfway would drop messages.
        connect(box, &QSpinBox::valueChanged, this, &KeptButton::limitsEdited);
    }
}

void KeptButton::addPopup()
{
    auto *menu = new QMenu(this);
    auto *form = new QWidget(menu);
    auto *rows = new QFormLayout(form);
    rows->setContentsMargins(PopUpMargin, PopUpMargin, PopUpMargin, PopUpMargin);
    rows->addRow(tr("Keep at most"), m_rows);
    rows->addRow(tr("in at most"), m_mebibytes);
    rows->addRow(new Note(Note::Tone::Dim, tr("The oldest messages go first."), form));
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(form);
    menu->addAction(action);
    // Not setMenu(): its arrow has no place in a line of text.
    connect(this, &QToolButton::clicked, menu,
        [this, menu] { menu->popup(mapToGlobal(QPoint(0, -menu->sizeHint().height()))); });
}

void KeptButton::showKept(const TrafficStore &store)
{
    //: Messages kept, most that are; memory taken, most that is
    setText(tr("%1 of %2 kept, %3 of %4")
                .arg(countText(store.count()), countText(store.limits().rows),
                    sizeText(store.bytes()), sizeText(store.limits().bytes)));
    setAccessibleName(text());
}

void KeptButton::setLimits(int rows, int mebibytes)
{
    const QSignalBlocker quietRows(m_rows);
    const QSignalBlocker quietMebibytes(m_mebibytes);
    m_rows->setValue(rows);
    m_mebibytes->setValue(mebibytes);
}

int KeptButton::rows() const
{
    return m_rows->value();
}

int KeptButton::mebibytes() const
{
    return m_mebibytes->value();
}

TrafficLimits KeptButton::limits() const
{
    return { rows(), mebibytes() * Mebibyte };
}

} // namespace broadcaster
