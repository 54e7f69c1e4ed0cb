// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/figuressection.h"

#include "server/api/closecode.h"
#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/note.h"
#include "ui/widgets/sectionheader.h"

#include <QtWidgets/QGridLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int FigureWidth = 112;

} // namespace

QString closeCodeText(quint16 code)
{
    switch (code) {
    case closecode::NormalClosure:
        return FiguresSection::tr("the client was done");
    case closecode::GoingAway:
        return FiguresSection::tr("the broker stopped, or the client's page was left");
    case closecode::ProtocolError:
        return FiguresSection::tr("the client broke the WebSocket protocol");
    case closecode::NoStatus:
        return FiguresSection::tr("the client closed and gave no reason");
    case closecode::NoCloseFrame:
        return FiguresSection::tr("no close frame: the network, a proxy's timeout, or a crash");
    case closecode::InvalidText:
        return FiguresSection::tr("a text message was not UTF-8");
    case closecode::PolicyViolation:
        return FiguresSection::tr(
            "too many of its messages were invalid, or too much was unfinished");
    case closecode::MessageTooBig:
        return FiguresSection::tr("a message was larger than the limit");
    case closecode::InternalError:
        return FiguresSection::tr("an internal error");
    case closecode::ServiceRestart:
        return FiguresSection::tr("the cluster took the broker for dead, and it began anew");
    case closecode::Disconnected:
        return FiguresSection::tr("it was disconnected in the window, or by an operator's call");
    case closecode::KeyRevoked:
        return FiguresSection::tr("its API key was revoked");
    case closecode::ReadsTooSlowly:
        return FiguresSection::tr("it read too slowly, and too much waited for it");
    case closecode::SendsTooFast:
        return FiguresSection::tr("it sent more than its rate allows");
    case closecode::NoPong:
        return FiguresSection::tr("it answered no pings");
    default:
        return FiguresSection::tr("a reason of the client's own");
    }
}

FiguresSection::FiguresSection(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_none(new Note(Note::Tone::Dim, tr("No connection has ended yet."), this))
{
    setObjectName(u"figuresSection"_s);
    m_grid->setHorizontalSpacing(2 * LayoutStep);
    m_grid->setVerticalSpacing(LayoutStep / 2);
    m_grid->setColumnMinimumWidth(0, FigureWidth);
    m_grid->setColumnStretch(1, 1);
    m_open = addRow({}, {}, u"openConnections"_s);
    m_refused = addRow(
        {}, tr("refused since the start, because a limit was reached"), u"refusedConnections"_s);
    m_none->setObjectName(u"noneEnded"_s);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(LayoutStep);
    rows->addWidget(new SectionHeader(
        tr("Figures"), tr("Connections now, and how they ended since the start."), this));
    rows->addLayout(m_grid);
    rows->addWidget(m_none);
    showOverview({}, 0);
}

QLabel *FiguresSection::addRow(
    const QString &figure, const QString &label, const QString &objectName)
{
    auto *number = new QLabel(figure, this);
    number->setObjectName(objectName);
    number->setFont(fixedFont());
    number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *words = new Note(Note::Tone::Dim, label, this);
    words->setObjectName(objectName + u"Words"_s);
    const int row = m_grid->rowCount();
    m_grid->addWidget(number, row, 0);
    m_grid->addWidget(words, row, 1);
    m_codeWidgets.append({ number, words });
    return number;
}

void FiguresSection::clearCodes()
{
    for (QLabel *number : std::as_const(m_codes)) {
        const qsizetype at = m_codeWidgets.indexOf(number);
        delete m_codeWidgets.takeAt(at + 1);
        delete m_codeWidgets.takeAt(at);
    }
    m_codes.clear();
}

void FiguresSection::showOverview(const BrokerOverview &overview, int maxConnections)
{
    m_open->setText(countText(overview.figures.connections));
    findChild<QLabel *>(u"openConnectionsWords"_s)
        ->setText(maxConnections > 0 ? tr("open, of %1 allowed").arg(countText(maxConnections))
                                     : tr("open"));
    m_refused->setText(countText(overview.figures.refused));
    m_none->setVisible(overview.figures.endedByCloseCode.isEmpty());
    if (m_codes.keys() != overview.figures.endedByCloseCode.keys()) {
        clearCodes();
        for (const quint16 code : overview.figures.endedByCloseCode.keys())
            m_codes.insert(code,
                addRow({}, tr("ended with %1: %2").arg(QString::number(code), closeCodeText(code)),
                    u"ended%1"_s.arg(code)));
    }
    for (auto ended = overview.figures.endedByCloseCode.cbegin();
         ended != overview.figures.endedByCloseCode.cend(); ++ended)
        m_codes.value(ended.key())->setText(countText(ended.value()));
}

} // namespace broadcaster
