// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/help/aboutdialog.h"

#include "ui/theme/icons.h"
#include "ui/theme/scaledfont.h"
#include "ui/widgets/note.h"

#include <QtCore/QSysInfo>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// For reports of faults, so it is never translated.
QString versions()
{
    return u"Broadcaster %1, Qt %2 (%3), %4 %5"_s.arg(QLatin1StringView(BROADCASTER_VERSION),
        QLatin1StringView(qVersion()), QGuiApplication::platformName(),
        QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture());
}

} // namespace

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"aboutDialog"_s);
    setWindowTitle(tr("About Broadcaster"));
    constexpr int LogoSide = 64;
    constexpr int Gap = 20;
    auto *icon = new QLabel(this);
    icon->setPixmap(applicationIcon().pixmap(QSize(LogoSide, LogoSide), devicePixelRatioF()));
    icon->setAlignment(Qt::AlignTop);

    auto *name = new QLabel(u"Broadcaster"_s, this);
    constexpr double Large = 1.6;
    QFont font = scaledFont(name->font(), Large);
    font.setWeight(QFont::DemiBold);
    name->setFont(font);
    auto *version = new Note(
        Note::Tone::Dim, tr("Version %1").arg(QLatin1StringView(BROADCASTER_VERSION)), this);
    version->setObjectName(u"aboutVersion"_s);
    auto *what = new Note(Note::Tone::Plain,
        tr("A WebSocket broker for the workstation, and a window on its traffic."), this);
    auto *licence = new Note(Note::Tone::Dim,
        tr("Free software under the MIT licence. Made with Qt %1 (LGPL), simdjson (Apache 2.0) "
           "and Boost (BSL 1.0).")
            .arg(QLatin1StringView(qVersion())),
        this);
    for (Note *note : { version, what, licence })
        note->setMinimumWidth(320);

    auto *words = new QVBoxLayout;
    words->setSpacing(6);
    words->addWidget(name);
    words->addWidget(version);
    words->addSpacing(6);
    words->addWidget(what);
    words->addWidget(licence);
    auto *top = new QHBoxLayout;
    top->setSpacing(Gap);
    top->addWidget(icon);
    top->addLayout(words, 1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy the versions"), QDialogButtonBox::ActionRole);
    copy->setObjectName(u"copyVersions"_s);
    connect(copy, &QPushButton::clicked, this,
        [] { QGuiApplication::clipboard()->setText(versions()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QAbstractButton *button : buttons->buttons())
        button->setAccessibleName(button->text().remove(u'&'));
    buttons->button(QDialogButtonBox::Close)->setFocus();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Gap, Gap, Gap, Gap);
    layout->setSpacing(Gap);
    layout->addLayout(top);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

} // namespace broadcaster
