// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficstatus.h"

#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/traffic/captureopener.h"
#include "ui/traffic/keptbutton.h"
#include "ui/traffic/trafficexport.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/traffictext.h"
#include "ui/traffic/wishbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/note.h"

#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>

#include <algorithm>
#include <limits>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int StatusGap = 12;
constexpr int ProgressWidth = 120;
constexpr int ProgressHeight = 6;
constexpr int Steps = 1000;

} // namespace

TrafficStatus::TrafficStatus(Console &console, QWidget *parent)
    : QWidget(parent)
    , m_matches(new Note(Note::Tone::Dim, this))
    , m_selected(new Note(Note::Tone::Plain, this))
    , m_message(new ElidedLabel(Note::Tone::Dim, this))
    , m_error(new ElidedLabel(Note::Tone::Bad, this))
    , m_dropped(new Note(Note::Tone::Warning, this))
    , m_lostNotes(new Note(Note::Tone::Warning, this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_undo(new QPushButton(tr("Undo"), this))
    , m_folder(new QPushButton(tr("Show in folder"), this))
    , m_wish(new WishButton(console, this))
    , m_kept(new KeptButton(this))
{
    setObjectName(u"trafficStatus"_s);
    m_matches->setObjectName(u"matches"_s);
    m_selected->setObjectName(u"selectedRows"_s);
    m_message->setObjectName(u"trafficMessage"_s);
    m_error->setObjectName(u"trafficError"_s);
    m_dropped->setObjectName(u"dropped"_s);
    m_lostNotes->setObjectName(u"lostNotes"_s);
    m_lostNotes->setToolTip(
        tr("Marked or commented messages that are no longer kept, because newer "
           "ones took their place, or marks without room. Export messages to "
           "keep them."));
    m_progress->setObjectName(u"progress"_s);
    m_progress->setRange(0, Steps);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(ProgressWidth, ProgressHeight);
    m_cancel->setObjectName(u"cancelWork"_s);
    m_cancel->setAccessibleName(tr("Cancel the present work"));
    for (Note *note : { m_matches, m_selected, m_dropped, m_lostNotes }) {
        note->setWordWrap(false);
        note->setShown({});
    }
    m_error->hide();
    hideProgress();
    connect(m_cancel, &QPushButton::clicked, this, &TrafficStatus::cancelled);
    m_undo->setObjectName(u"undoClear"_s);
    m_undo->setAccessibleName(tr("Bring the cleared messages back"));
    m_undo->hide();
    connect(m_undo, &QPushButton::clicked, this, &TrafficStatus::undoWanted);
    m_folder->setObjectName(u"showInFolder"_s);
    m_folder->setAccessibleName(tr("Show the saved file in its folder"));
    m_folder->hide();
    connect(m_folder, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_path).absolutePath()));
    });
    layOut();
}

void TrafficStatus::layOut()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(LayoutStep, 1, LayoutStep, 0);
    row->setSpacing(StatusGap);
    row->addWidget(m_matches);
    row->addWidget(m_selected);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addWidget(m_message);
    row->addWidget(m_undo);
    row->addWidget(m_folder);
    row->addWidget(m_error, 1);
    row->addStretch();
    row->addWidget(m_dropped);
    row->addWidget(m_lostNotes);
    row->addWidget(m_wish);
    row->addWidget(m_kept);
    m_message->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed); // Its button is beside it.
    for (QPushButton *button : { m_cancel, m_undo, m_folder })
        button->setMaximumHeight(rowHeight() - 2);
    setFixedHeight(rowHeight() + 1);
}

void TrafficStatus::showModel(const TrafficModel &model)
{
    const TrafficStore *store = model.store();
    if (!store)
        return;
    m_kept->showKept(*store);
    const auto lost = static_cast<int>(
        std::min<quint64>(store->notes().lost(), std::numeric_limits<int>::max()));
    m_lostNotes->setShown(lost > 0 ? tr("%Ln marks lost", nullptr, lost) : QString());
    //: Messages that match the filter, of all that are kept
    m_matches->setShown(model.showsAll()
            ? QString()
            : tr("%1 of %2 match").arg(countText(model.rowCount()), countText(store->count())));
    const auto dropped = static_cast<int>(
        std::min<quint64>(store->dropped(), std::numeric_limits<int>::max()));
    const bool hasStaleRows = store->droppedChanges() > 0;
    // A message that comes later shows it in the table.
    if (const TrafficGap below = model.gapBelow(); below.hasUnseen()) {
        m_dropped->setShown(gapLabel(below));
        m_dropped->setToolTip(gapText(below));
        return;
    }
    m_dropped->setShown(dropped > 0 ? tr("%Ln not recorded", nullptr, dropped)
            : hasStaleRows          ? tr("deliveries not recorded")
                                    : QString());
    const QString faster = tr(
        "There were more messages than the window takes. Where some are missing, a mark says so.");
    const QString stale = tr(
        "The broker was faster than the window: %Ln changes of deliveries were "
        "not recorded, so some messages are shown as sent or queued that were "
        "dropped.",
        nullptr,
        static_cast<int>(
            std::min<quint64>(store->droppedChanges(), std::numeric_limits<int>::max())));
    m_dropped->setToolTip(!hasStaleRows ? faster : dropped == 0 ? stale : faster + u"\n\n" + stale);
}

void TrafficStatus::showWork(
    const TrafficExport &saving, const CaptureOpener &opening, const TrafficModel &looking)
{
    const double kept = static_cast<double>(std::max<qsizetype>(looking.store()->count(), 1));
    if (saving.isRunning())
        showProgress(tr("Saving messages"), saving.progress());
    else if (opening.isReading())
        showProgress(tr("Opening the file"), opening.progress());
    else if (looking.isFiltering())
        showProgress(tr("Looking for matches"), static_cast<double>(looking.lookedAt()) / kept);
    else
        hideProgress();
}

void TrafficStatus::showProgress(const QString &what, double done)
{
    m_progress->setValue(static_cast<int>(std::clamp(done, 0.0, 1.0) * Steps));
    m_progress->setAccessibleName(what);
    m_progress->setToolTip(what);
    m_progress->show();
    m_cancel->show();
}

void TrafficStatus::hideProgress()
{
    m_progress->hide();
    m_cancel->hide();
}

void TrafficStatus::say(const QString &words, bool isError)
{
    m_folder->hide();
    m_message->setText(isError ? QString() : words);
    m_message->setVisible(!isError);
    m_error->setText(isError ? words : QString());
    m_error->setVisible(isError);
}

void TrafficStatus::takeBack(const QString &words)
{
    if (m_message->text() == words)
        say({});
}

void TrafficStatus::offerUndo(bool isPossible)
{
    m_undo->setVisible(isPossible);
}

void TrafficStatus::offerFolder(const QString &path)
{
    m_path = path;
    m_folder->show();
}

void TrafficStatus::showSelected(qint64 count)
{
    m_selected->setShown(
        count > 1 ? tr("%Ln selected", nullptr, static_cast<int>(count)) : QString());
}

void TrafficStatus::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
    painter.fillRect(0, 0, width(), 1, theme.line);
}

} // namespace broadcaster
