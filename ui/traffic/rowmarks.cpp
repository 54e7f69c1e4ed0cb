// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/rowmarks.h"

#include "inspect/traffic/trafficstore.h"
#include "ui/base/text.h"
#include "ui/theme/icons.h"
#include "ui/traffic/commentdialog.h"
#include "ui/traffic/detailpane.h"
#include "ui/traffic/trafficactions.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"

#include <QtGui/QAction>
#include <QtWidgets/QMenu>

#include <algorithm>

namespace broadcaster {

RowMarks::RowMarks(
    TrafficModel &model, TrafficView &view, TrafficActions &actions, DetailPane &detail)
    : QObject(&view)
    , m_model(model)
    , m_view(view)
    , m_detail(detail)
    , m_comment(add("commentRows", tr("Comment\u2026"), Qt::SHIFT | Qt::Key_M, &RowMarks::edit))
    , m_next(add("nextMark", tr("Next mark"), Qt::Key_N, &RowMarks::showNext))
    , m_previous(
          add("previousMark", tr("Previous mark"), Qt::SHIFT | Qt::Key_N, &RowMarks::showPrevious))
{
    QMenu &menu = actions.menu();
    const qsizetype place = menu.actions().indexOf(actions.mark());
    QAction *behind = menu.actions().value(place + 1);
    menu.insertActions(behind, { m_comment, m_next, m_previous });
    connect(&actions, &TrafficActions::markRequested, this, &RowMarks::toggle);
    connect(&view, &TrafficView::chosen, this, &RowMarks::showNote);
}

QAction *RowMarks::add(
    const char *name, const QString &text, const QKeySequence &shortcut, void (RowMarks::*run)())
{
    auto *action = new QAction(themedIcon("mark"), text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut); // Letters are shortcuts of the table alone.
    connect(action, &QAction::triggered, this, run);
    m_view.addAction(action);
    return action;
}

std::optional<std::vector<quint64>> RowMarks::selected()
{
    const RowRanges rows = m_view.selectedRows();
    constexpr auto Most = static_cast<qint64>(MessageNotes::MaxCount);
    if (rowCountOf(rows) > Most) {
        Q_EMIT refused(tr("There is room for %1 marks and comments. Select fewer messages.")
                           .arg(countText(Most)));
        return std::nullopt;
    }
    std::vector<quint64> sequences;
    for (const RowRange &range : rows) {
        for (int row = range.first; row <= range.last; ++row)
            sequences.push_back(m_model.sequenceAt(row));
    }
    return sequences;
}

MessageNote RowMarks::noteOn(quint64 sequence) const
{
    const MessageNote *note = m_model.store()->notes().find(sequence);
    return note ? *note : MessageNote();
}

void RowMarks::toggle()
{
    const std::optional<std::vector<quint64>> sequences = selected();
    if (!sequences || sequences->empty())
        return;
    // Some are not marked: mark these. All are: remove the marks.
    const bool isMarking = !std::all_of(sequences->begin(), sequences->end(),
        [this](quint64 sequence) { return noteOn(sequence).isMarked; });
    bool hasRoom = true;
    for (const quint64 sequence : *sequences) {
        MessageNote note = noteOn(sequence);
        note.isMarked = isMarking;
        hasRoom = m_model.store()->setNote(sequence, note) && hasRoom;
        if (!isMarking && m_model.marked() == sequence)
            compareWith(std::nullopt);
    }
    const std::optional<quint64> chosen = m_view.chosenSequence();
    if (isMarking && chosen && *chosen >= m_model.store()->first() && noteOn(*chosen).isMarked)
        compareWith(chosen);
    if (!hasRoom) {
        Q_EMIT refused(tr("Some messages were not marked: there is room for %1 marks and comments.")
                           .arg(countText(static_cast<qint64>(MessageNotes::MaxCount))));
    }
    m_view.viewport()->update();
}

void RowMarks::compareWith(std::optional<quint64> sequence)
{
    m_model.setMarked(sequence);
    m_detail.setMarked(sequence ? std::optional(m_model.store()->copyOf(*sequence)) : std::nullopt);
}

void RowMarks::edit()
{
    const std::optional<std::vector<quint64>> sequences = selected();
    if (!sequences || sequences->empty())
        return;
    auto *dialog = new CommentDialog(QString::fromUtf8(noteOn(sequences->front()).comment),
        static_cast<int>(sequences->size()), m_view.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const TrafficStore *store = m_model.store();
    connect(dialog, &QDialog::accepted, this, [this, dialog, store, numbers = *sequences] {
        if (m_model.store() == store)
            setComment(numbers, dialog->comment());
    });
    dialog->open();
}

void RowMarks::setComment(const std::vector<quint64> &sequences, const QByteArray &comment)
{
    TrafficStore &store = *m_model.store();
    quint64 missing = 0;
    for (const quint64 sequence : sequences) {
        if (sequence < store.first() || sequence >= store.end()) {
            ++missing; // It was dropped while the user wrote.
            continue;
        }
        MessageNote note = noteOn(sequence);
        note.comment = comment;
        missing += store.setNote(sequence, note) ? 0 : 1;
    }
    if (missing > 0) {
        Q_EMIT refused(
            tr("%Ln messages got no comment: they are no longer kept, or there is no room.",
                nullptr, static_cast<int>(missing)));
    }
    showNote();
    m_view.viewport()->update();
}

void RowMarks::showNext()
{
    const auto &notes = m_model.store()->notes().all();
    const std::optional<quint64> from = m_view.chosenSequence();
    auto at = from ? notes.upper_bound(*from) : notes.begin();
    while (at != notes.end() && m_model.rowOf(at->first) < 0)
        ++at;
    choose(at == notes.end() ? std::nullopt : std::optional(at->first));
}

void RowMarks::showPrevious()
{
    const auto &notes = m_model.store()->notes().all();
    const std::optional<quint64> from = m_view.chosenSequence();
    auto at = from ? notes.lower_bound(*from) : notes.end();
    while (at != notes.begin()) {
        --at;
        if (m_model.rowOf(at->first) >= 0)
            return choose(at->first);
    }
    choose(std::nullopt);
}

void RowMarks::choose(std::optional<quint64> sequence)
{
    if (sequence)
        m_view.select(*sequence);
    else
        Q_EMIT refused(tr("No shown message in this direction has a mark or a comment."));
}

void RowMarks::showNote()
{
    const std::optional<quint64> chosen = m_view.chosenSequence();
    const TrafficStore *store = m_model.store();
    const bool isKept = chosen && store && *chosen >= store->first() && *chosen < store->end();
    m_detail.setComment(isKept ? QString::fromUtf8(noteOn(*chosen).comment) : QString());
}

} // namespace broadcaster
