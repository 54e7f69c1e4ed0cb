// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/keptpopup.h"

#include "ui/base/text.h"
#include "ui/base/uisettings.h"
#include "ui/widgets/note.h"
#include "ui/widgets/popup.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QSpinBox>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int RowStep = 10'000;
constexpr int MebibyteStep = 64;
constexpr int PopUpMargin = 12;

} // namespace

KeptPopUp::KeptPopUp(QWidget *parent)
    : PopUp(parent)
    , m_rows(new QSpinBox(this))
    , m_mebibytes(new QSpinBox(this))
{
    setObjectName(u"keptPopUp"_s);
    setWindowTitle(tr("Messages kept"));
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
    auto *rows = new QFormLayout(this);
    rows->setContentsMargins(PopUpMargin, PopUpMargin, PopUpMargin, PopUpMargin);
    rows->addRow(tr("Messages"), m_rows);
    rows->addRow(tr("Memory"), m_mebibytes);
    rows->addRow(new Note(Note::Tone::Dim,
        tr("The oldest messages go first. At least %1 messages and %2 MiB can be kept.")
            .arg(countText(MinKeptRows), countText(MinKeptMebibytes)),
        this));
    for (QSpinBox *box : { m_rows, m_mebibytes }) {
        box->setCorrectionMode(QAbstractSpinBox::CorrectToNearestValue);
        box->setKeyboardTracking(false); // A number typed halfway would drop messages.
        connect(box, &QSpinBox::valueChanged, this, &KeptPopUp::limitsEdited);
    }
}

void KeptPopUp::setLimits(int rows, int mebibytes)
{
    const QSignalBlocker quietRows(m_rows);
    const QSignalBlocker quietMebibytes(m_mebibytes);
    m_rows->setValue(rows);
    m_mebibytes->setValue(mebibytes);
}

int KeptPopUp::rows() const
{
    return m_rows->value();
}

int KeptPopUp::mebibytes() const
{
    return m_mebibytes->value();
}

void KeptPopUp::openAbove(const QWidget &button)
{
    broadcaster::openAbove(*this, button);
    m_rows->setFocus(Qt::PopupFocusReason);
    m_rows->selectAll();
}

void KeptPopUp::reject()
{
    setLimits(rows(), mebibytes()); // The fields would take over their text when they lose focus.
    QDialog::reject();
}

void KeptPopUp::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        accept();
    else
        QDialog::keyPressEvent(event);
}

} // namespace broadcaster
