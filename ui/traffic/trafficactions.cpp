// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficactions.h"

#include "ui/base/obstacletext.h"
#include "ui/base/text.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/theme/icons.h"
#include "ui/traffic/cellconditions.h"
#include "ui/traffic/conversationcopy.h"
#include "ui/traffic/rowcopy.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/traffictext.h"
#include "ui/traffic/trafficview.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QMenu>

namespace broadcaster {

namespace {

/// In a menu's text an ampersand marks a key.
QString menuText(QString text)
{
    constexpr qsizetype Longest = 48;
    if (text.size() > Longest)
        text = text.left(Longest - 1) + u'\u2026';
    return text.replace(u'&', QStringLiteral("&&"));
}

void copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

/// The reason why the other half of a conversation cannot be shown.
QString partnerRefusal(const ConversationPart &part, const TrafficStore &store)
{
    const bool isRequest = part.isRequest();
    if (part.partner && *part.partner >= store.first()) {
        return isRequest ? TrafficActions::tr("The filter hides the reply.")
                         : TrafficActions::tr("The filter hides the request.");
    }
    if (part.state == ConversationPart::State::None)
        return TrafficActions::tr("This message is neither a request nor a reply.");
    if (part.isUnanswered())
        return TrafficActions::tr("This request has no reply.");
    return isRequest ? TrafficActions::tr("The reply is no longer kept.")
                     : TrafficActions::tr("The request is no longer kept.");
}

} // namespace

TrafficActions::TrafficActions(Console &console, TrafficView &view, TrafficModel &model)
    : QObject(&view)
    , m_console(console)
    , m_view(view)
    , m_model(model)
    , m_report(new ConversationCopy(console, model, this))
    , m_menu(new QMenu(&view))
    , m_narrow(add("filterOnThis", {}, "filter", Qt::Key_F, &TrafficActions::narrow))
    , m_exclude(add("excludeThis", {}, "exclude", Qt::Key_X, &TrafficActions::exclude))
    , m_between(add("showBetween", tr("All between these two"), "traffic", Qt::Key_C,
          &TrafficActions::showBetween))
    , m_partner(add("showPartner", tr("Go to request or reply"), "conversations", Qt::Key_G,
          &TrafficActions::showPartner))
    , m_copyPath(add("copyPath", tr("Copy path"), "copy", Qt::CTRL | Qt::ALT | Qt::Key_C,
          &TrafficActions::copyPath))
    , m_copyValue(add(
          "copyValue", tr("Copy value"), "copy", QKeySequence::Copy, &TrafficActions::copyValue))
    , m_copyMessage(add("copyMessage", tr("Copy message"), "copy", Qt::CTRL | Qt::SHIFT | Qt::Key_C,
          &TrafficActions::copyMessage))
    , m_copyLines(add("copyJsonLines", tr("Copy as JSON Lines"), "copy", Qt::CTRL | Qt::Key_J,
          &TrafficActions::copyLines))
    , m_copyConversation(add("copyConversation", tr("Copy conversation"), "copy",
          Qt::CTRL | Qt::SHIFT | Qt::Key_J, &TrafficActions::copyConversation))
    , m_exportSelected(add("exportSelected", tr("Export selected\u2026"), "export",
          Qt::CTRL | Qt::SHIFT | Qt::Key_S, &TrafficActions::requestExport))
    , m_mark(add("markForCompare", {}, "mark", Qt::Key_M, &TrafficActions::toggleMark))
    , m_setZero(
          add("setZero", tr("Set as time zero"), "time", Qt::Key_Z, &TrafficActions::zeroHere))
    , m_clearZero(add("clearZero", tr("Count time from row to row"), "time", Qt::SHIFT | Qt::Key_Z,
          &TrafficActions::zeroNowhere))
    , m_resend(
          add("resend", tr("Resend"), "send", Qt::CTRL | Qt::Key_R, &TrafficActions::sendAgain))
    , m_compose(add("editAndResend", tr("Edit and resend\u2026"), "compose", Qt::Key_E,
          &TrafficActions::edit))
{
    m_menu->setObjectName(QStringLiteral("trafficMenu"));
    for (QAction *before : { m_copyPath, m_mark, m_resend })
        m_menu->insertSeparator(before);
    connect(m_report, &ConversationCopy::told, this, &TrafficActions::told);
    connect(&view, &QWidget::customContextMenuRequested, this, &TrafficActions::showMenu);
    connect(m_view.selectionModel(), &QItemSelectionModel::currentChanged, this,
        &TrafficActions::update);
    connect(&model, &QAbstractItemModel::modelReset, this, &TrafficActions::update);
    connect(&console, &Console::linkChanged, this, &TrafficActions::update);
    update();
}

QAction *TrafficActions::add(const char *name, const QString &text, const char *icon,
    const QKeySequence &shortcut, void (TrafficActions::*run)())
{
    auto *action = new QAction(themedIcon(icon), text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut); // Letters are shortcuts of the table alone.
    connect(action, &QAction::triggered, this, run);
    m_view.addAction(action);
    m_menu->addAction(action);
    return action;
}

void TrafficActions::showMenu(const QPoint &position)
{
    if (m_view.currentIndex().isValid())
        m_menu->popup(m_view.viewport()->mapToGlobal(position));
}

void TrafficActions::update()
{
    const QModelIndex current = m_view.currentIndex();
    const bool isChosen = current.isValid();
    for (QAction *action : { m_partner, m_copyValue, m_copyMessage, m_copyLines, m_copyConversation,
             m_exportSelected, m_mark, m_setZero })
        action->setEnabled(isChosen);
    const QString on = condition();
    m_copyPath->setEnabled(!path().isEmpty());
    m_narrow->setEnabled(!on.isEmpty());
    m_exclude->setEnabled(!on.isEmpty());
    m_narrow->setText(on.isEmpty() ? tr("Filter on this") : tr("Filter on %1").arg(menuText(on)));
    m_exclude->setText(on.isEmpty() ? tr("Exclude this") : tr("Exclude %1").arg(menuText(on)));
    const bool isMarked = isChosen && m_model.rowAt(current.row()).isMarked();
    m_mark->setText(isMarked ? tr("Remove mark") : tr("Mark"));

    bool isBetweenTwo = false;
    bool isClients = false;
    if (isChosen) {
        const TrafficRow row = m_model.rowAt(current.row());
        isBetweenTwo = !betweenCondition(row).isEmpty();
        isClients = !isSystemKind(row.record->kind);
    }
    m_between->setEnabled(isBetweenTwo);
    const Obstacle obstacle = m_console.obstacleTo<SendFromConsoleClient>();
    setAllowed(*m_resend, isClients, obstacle);
    setAllowed(*m_compose, isClients, obstacle);
}

QString TrafficActions::condition() const
{
    const QModelIndex current = m_view.currentIndex();
    if (!current.isValid())
        return {};
    const TrafficRow row = m_model.rowAt(current.row());
    if (const JsonPath *field = m_model.fieldOf(current.column()))
        return filterCondition(*field, jsonAt(row.message, *field));
    const ConversationWatch *watch = m_model.conversations();
    if (current.column() == TrafficModel::Reply && watch)
        return replyCondition(watch->part(m_model.sequenceAt(current.row())));
    return cellCondition(row, current.column());
}

QString TrafficActions::path() const
{
    const QModelIndex current = m_view.currentIndex();
    if (!current.isValid())
        return {};
    if (const JsonPath *field = m_model.fieldOf(current.column()))
        return filterFieldOf(*field);
    return cellPath(m_model.rowAt(current.row()), current.column());
}

std::optional<TrafficMessage> TrafficActions::message() const
{
    const QModelIndex current = m_view.currentIndex();
    if (!current.isValid())
        return std::nullopt;
    return m_model.store()->copyOf(m_model.sequenceAt(current.row()));
}

/// Nothing, and a sentence for the user, while only the beginning of it is here.
std::optional<TrafficMessage> TrafficActions::wholeMessage()
{
    std::optional<TrafficMessage> chosen = message();
    if (!chosen || chosen->record.missing == 0)
        return chosen;
    Q_EMIT told(tr("Only the beginning of this message is here. Its details get the rest."));
    return std::nullopt;
}

void TrafficActions::narrow()
{
    if (const QString on = condition(); !on.isEmpty())
        Q_EMIT narrowRequested(on);
}

void TrafficActions::exclude()
{
    if (const QString on = condition(); !on.isEmpty())
        Q_EMIT excludeRequested(on);
}

void TrafficActions::showBetween()
{
    const std::optional<TrafficMessage> chosen = message();
    const QString both = chosen ? betweenCondition(chosen->row()) : QString();
    if (!both.isEmpty())
        Q_EMIT filterRequested(both);
}

void TrafficActions::showPartner()
{
    const QModelIndex current = m_view.currentIndex();
    const ConversationWatch *watch = m_model.conversations();
    if (!current.isValid() || !watch)
        return;
    if (!watch->isUsed()) {
        Q_EMIT told(tr("Requests and replies are found while the column Reply is shown."));
        return;
    }
    const ConversationPart part = watch->part(m_model.sequenceAt(current.row()));
    if (part.partner && m_model.rowOf(*part.partner) >= 0)
        m_view.select(*part.partner);
    else
        Q_EMIT told(partnerRefusal(part, *m_model.store()));
}

void TrafficActions::copyPath()
{
    copy(path());
}

void TrafficActions::copyValue()
{
    const int column = std::max(0, m_view.currentIndex().column());
    copyOrRefuse(copiedCells(m_model, m_view.selectedRows(), column));
}

void TrafficActions::copyMessage()
{
    copyOrRefuse(copiedMessages(m_model, m_view.selectedRows()));
}

void TrafficActions::copyLines()
{
    copyOrRefuse(copiedLines(m_model, m_view.selectedRows()));
}

void TrafficActions::copyConversation()
{
    std::vector<quint64> sequences;
    for (const RowRange &range : m_view.selectedRows()) {
        for (int row = range.first; row <= range.last && sequences.size() <= MaxReportedMessages;
             ++row)
            sequences.push_back(m_model.sequenceAt(row));
    }
    if (!sequences.empty())
        m_report->copy(sequences);
}

void TrafficActions::requestExport()
{
    if (const RowRanges rows = m_view.selectedRows(); !rows.empty())
        Q_EMIT exportRequested(rows);
}

void TrafficActions::copyOrRefuse(const std::optional<QString> &text)
{
    if (text) {
        copy(*text);
        return;
    }
    Q_EMIT told(tr("Nothing was copied: the clipboard takes %1 messages of together %2 at most. "
                   "Select fewer, or export them.")
                    .arg(countText(MaxCopiedRows), sizeText(MaxCopiedBytes)));
}

void TrafficActions::toggleMark()
{
    Q_EMIT markRequested();
    update();
}

void TrafficActions::zeroHere()
{
    if (const std::optional<TrafficMessage> chosen = message())
        m_model.setZero(chosen->sequence);
}

void TrafficActions::zeroNowhere()
{
    m_model.setZero(std::nullopt);
}

void TrafficActions::sendAgain()
{
    if (const std::optional<TrafficMessage> chosen = wholeMessage())
        Q_EMIT sendRequested(chosen->project, chosen->message);
}

void TrafficActions::edit()
{
    if (const std::optional<TrafficMessage> chosen = wholeMessage())
        Q_EMIT composeRequested(chosen->project, chosen->message);
}

} // namespace broadcaster
