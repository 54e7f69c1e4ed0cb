// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/capturebanner.h"

#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/traffic/captureopener.h"
#include "ui/widgets/elidedlabel.h"

#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int BannerSide = 14;

} // namespace

CaptureBanner::CaptureBanner(QWidget *parent)
    : QWidget(parent)
    , m_name(new Note(Note::Tone::Plain, this))
    , m_error(new ElidedLabel(Note::Tone::Warning, this))
{
    setObjectName(u"captureBanner"_s);
    m_name->setObjectName(u"captureName"_s);
    m_name->setWordWrap(false);
    m_error->setObjectName(u"captureError"_s);
    auto *back = new QPushButton(tr("Back to live"), this);
    back->setObjectName(u"backToLive"_s);
    back->setAccessibleName(tr("Back to live messages"));
    connect(back, &QPushButton::clicked, this, &CaptureBanner::leaveWanted);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(BannerSide, LayoutStep / 2, BannerSide, LayoutStep / 2);
    row->setSpacing(2 * LayoutStep);
    row->addWidget(m_name);
    row->addWidget(m_error, 1);
    row->addWidget(back);
}

void CaptureBanner::showCapture(const CaptureOpener &capture)
{
    m_name->setText(capture.isReading() ? tr("Opening %1").arg(capture.name())
                                        : tr("Showing %1").arg(capture.name()));
    m_error->setText(capture.error());
}

void CaptureBanner::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.accentSoft);
    painter.fillRect(0, height() - 1, width(), 1, theme.line);
}

} // namespace broadcaster
