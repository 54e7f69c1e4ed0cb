// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/composer.h"

#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsonindent.h"
#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/composer/composerdraft.h"
#include "ui/composer/composertemplates.h"
#include "ui/composer/composertools.h"
#include "ui/composer/connectionbar.h"
#include "ui/composer/messagesender.h"
#include "ui/composer/reachtext.h"
#include "ui/composer/receivedview.h"
#include "ui/composer/savedbar.h"
#include "ui/composer/templatesender.h"
#include "ui/json/jsoneditor.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"

#include <QtCore/QDateTime>
#include <QtGui/QAction>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

#include <chrono>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

using Tone = NoticeLine::Tone;

namespace {

constexpr std::chrono::milliseconds ReachDelay = 200ms;
constexpr std::chrono::milliseconds ReachInterval = 2s; ///< Only while it is visible.
constexpr int ComposerMargin = 12;
constexpr int EditorShare = 3;
constexpr int ReceivedShare = 2;
constexpr int UsualHeight = 150; ///< Height of one share.
constexpr int MinEditorLines = 6;

QKeySequence anywayKeys()
{
    return QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return);
}

} // namespace

Composer::Composer(Console &console, OverviewFeed &overviews, Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_connection(new ConnectionBar(console, overviews, this))
    , m_sender(new MessageSender(console, this))
    , m_templates(new TemplateSender(console, *m_sender, this))
    , m_editor(new JsonEditor(this))
    , m_draft(new ComposerDraft(*m_editor, this))
    , m_received(new ReceivedView(this))
    , m_saved(new SavedBar(prompts, this))
    , m_tools(new ComposerTools(*m_editor, *m_saved, this))
    , m_error(new NoticeLine(u"composerError"_s, tr("Fault in the text"), this))
    , m_reach(new NoticeLine(u"composerReach"_s, tr("Clients it would reach"), this))
    , m_result(new NoticeLine(u"composerResult"_s, tr("Result of sending"), this))
    , m_send(new QPushButton(themedIcon("send"), tr("Send"), this))
{
    setObjectName(u"composer"_s);
    setAccessibleName(tr("Composer"));
    m_editor->setMinimumHeight(MinEditorLines * QFontMetrics(fixedFont()).lineSpacing());
    m_reachTimer.setSingleShot(true);
    m_reachTimer.setInterval(ReachDelay);
    m_refreshTimer.setInterval(ReachInterval);
    m_editor->setDialect(
        { [this](const QByteArray &text) { return faultOf(text); }, &placeholders::indented });
    arrange();
    connectAll();
    m_draft->replace(composerTemplates().constFirst().text);
    updateSend();
}

QBoxLayout *Composer::makeFoot()
{
    m_send->setObjectName(u"composerSend"_s);
    m_send->setAccessibleName(tr("Send"));
    const QKeySequence keys(Qt::CTRL | Qt::Key_Return);
    addKeys(keys, tr("Send"), &Composer::send);
    addKeys(anywayKeys(), tr("Send text that is not JSON, too"), &Composer::sendAnyway);
    m_send->setToolTip(
        tr("Send as an admin client (%1)").arg(keys.toString(QKeySequence::NativeText)));
    auto *words = new QVBoxLayout;
    words->setSpacing(LayoutStep / 4);
    words->addWidget(m_error);
    words->addWidget(m_reach);
    words->addWidget(m_result);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(LayoutStep);
    foot->addLayout(words, 1);
    foot->addWidget(m_send, 0, Qt::AlignTop);
    return foot;
}

/// In the composer only: elsewhere nobody means this text. A button's own shortcut would work in
/// the whole window, and act a moment later.
void Composer::addKeys(const QKeySequence &keys, const QString &text, void (Composer::*act)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    connect(action, &QAction::triggered, this, [this, act] {
        if (m_send->isEnabled())
            (this->*act)();
    });
}

void Composer::arrange()
{
    auto *top = new QWidget(this);
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins(ComposerMargin, ComposerMargin, ComposerMargin, LayoutStep);
    column->setSpacing(LayoutStep);
    column->addWidget(m_connection);
    column->addWidget(m_tools);
    column->addWidget(m_saved);
    column->addWidget(m_editor, 1);
    column->addLayout(makeFoot());
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"composerSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(top);
    splitter->addWidget(m_received);
    splitter->setStretchFactor(0, EditorShare);
    splitter->setStretchFactor(1, ReceivedShare);
    splitter->setSizes({ EditorShare * UsualHeight, ReceivedShare * UsualHeight });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    setFocusProxy(m_editor);
}

void Composer::connectAll()
{
    for (const bool older : { true, false }) {
        auto *action = new QAction(older ? tr("Older message") : tr("Newer message"), this);
        action->setShortcut(QKeySequence(Qt::CTRL | (older ? Qt::Key_Up : Qt::Key_Down)));
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, older] { m_draft->step(older); });
        m_editor->addAction(action);
    }
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    connect(m_editor, &JsonEditor::checked, this, &Composer::showError);
    connect(m_editor, &JsonEditor::textChanged, this, &Composer::updateSend);
    connect(m_editor, &JsonEditor::textChanged, this, &Composer::edited);
    connect(m_editor, &JsonEditor::checked, &m_reachTimer, qOverload<>(&QTimer::start));
    connect(
        m_connection, &ConnectionBar::projectChanged, &m_reachTimer, qOverload<>(&QTimer::start));
    connect(m_connection, &ConnectionBar::projectChanged, this, &Composer::updateSend);
    connect(m_connection, &ConnectionBar::projectChanged, this, &Composer::forgetResult);
    connect(m_connection, &ConnectionBar::toggled, this, &Composer::forgetResult);
    connect(m_sender, &MessageSender::accepted, this,
        [this](const ProjectId &project, const QByteArray &envelope, const QByteArray &original) {
            m_received->noteSent(project, envelope);
            m_draft->keep(original);
        });
    connect(m_sender, &MessageSender::reported, this, &Composer::reportOf);
    connect(m_templates, &TemplateSender::reported, this, &Composer::reportOf);
    connect(m_sender, &MessageSender::finished, this, &Composer::finishSending);
    connect(&m_reachTimer, &QTimer::timeout, this, &Composer::askReach);
    connect(&m_refreshTimer, &QTimer::timeout, this, &Composer::askReach);
    connect(m_received, &ReceivedView::filterRequested, this, &Composer::filterRequested);
    connect(m_received, &ReceivedView::excludeRequested, this, &Composer::excludeRequested);
    m_console.on<StateChanged>(this, [this] { updateSend(); });
    m_console.on<StateChanged>(this, [this] { askReach(); });
    m_console.on<ConsoleClientChanged>(this, [this] { m_reachTimer.start(); });
    m_console.on<ConsoleClientFailed>(this, [this](const ConsoleClientFailed &event) {
        report(tr("%1: %2").arg(event.project.toString(), errorText(event.error)), Tone::Bad);
    });
    m_console.on<ConsoleClientReceived>(this, [this](const ConsoleClientReceived &event) {
        m_received->add(event.project, m_templates->clientId(event.project),
            { QDateTime::currentMSecsSinceEpoch(), event.message });
    });
    connectSaved();
}

void Composer::connectSaved()
{
    connect(m_tools, &ComposerTools::chosen, this, &Composer::begin);
    connect(m_draft, &ComposerDraft::earlierChanged, m_tools, &ComposerTools::setHistory);
    connect(m_draft, &ComposerDraft::earlierChanged, this, &Composer::edited);
    connect(m_saved, &SavedBar::chosen, this, &Composer::begin);
    connect(m_saved, &SavedBar::saveWanted, this, &Composer::saveDraft);
    connect(m_saved, &SavedBar::changed, this, &Composer::edited);
    connect(m_saved, &SavedBar::reported, this, &Composer::report);
    connect(m_saved, &SavedBar::finished, m_editor, qOverload<>(&QWidget::setFocus));
    connect(m_received, &ReceivedView::showsAllChanged, this, &Composer::edited);
    auto *action = new QAction(tr("Save this message"), this);
    action->setShortcut(SavedBar::saveKeys());
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    connect(action, &QAction::triggered, this, &Composer::saveDraft);
}

void Composer::saveDraft()
{
    m_saved->setText(m_editor->json());
    m_saved->beginSaving();
}

std::optional<JsonFault> Composer::faultOf(const QByteArray &text) const
{
    return templateFault(m_templates->filled(m_connection->project(), text), text);
}

void Composer::begin(const QByteArray &text)
{
    m_draft->replace(text);
    m_editor->setFocus();
}

void Composer::compose(const ProjectId &project, const QByteArray &envelope)
{
    if (envelope.size() > MaxEditedBytes) {
        return report(tr("This message is too large to edit (%1). It can be resent as it is.")
                          .arg(sizeText(envelope.size())),
            Tone::Bad);
    }
    if (!project.isNull())
        m_connection->setProjectText(project.toString());
    const bool isJson = !findJsonError(envelope);
    const bool isOneLine = isJson && !envelope.contains('\n');
    const QByteArray text = isOneLine ? jsonIndented(envelope) : envelope;
    begin(isJson ? placeholders::literal(text) : text);
    forgetResult();
}

void Composer::send()
{
    const std::optional<JsonFault> fault = faultOf(m_editor->json());
    if (!fault)
        return sendAnyway();
    report(m_templates->filled(m_connection->project(), m_editor->json()).unknown
            ? tr("Not sent: a placeholder is unknown.")
            : tr("This is not JSON. Send anyway: %1")
                  .arg(anywayKeys().toString(QKeySequence::NativeText)),
        Tone::Bad);
}

void Composer::sendAnyway()
{
    m_connection->leavePrevious();
    m_templates->send(m_connection->project(), m_editor->json());
}

void Composer::sendNow(const ProjectId &project, const QByteArray &envelope)
{
    m_sender->send(
        project, envelope, findJsonError(envelope) ? envelope : placeholders::literal(envelope));
}

void Composer::finishSending(const ProjectId &project)
{
    // A connection that is not shown would stay open unseen.
    if (!project.isNull() && project != m_connection->project())
        m_console.ask(DisconnectConsoleClient { project });
    m_reachTimer.start();
}

void Composer::takeFocus()
{
    if (m_connection->projectText().isEmpty())
        m_connection->setFocus();
    else
        m_editor->setFocus();
}

void Composer::setScope(const ProjectId &project)
{
    m_connection->followRows(project.isNull());
    if (!project.isNull())
        m_connection->setProjectText(project.toString());
}

void Composer::pointAt(const ProjectId &project)
{
    m_connection->pointAt(project);
}

void Composer::restore(const UiSettings &settings)
{
    m_connection->setProjectText(settings.composerProject);
    m_draft->restore(settings);
    m_saved->setMessages(SavedMessages(settings.composerSaved));
    m_received->setShowsAll(settings.composerShowsAll);
}

void Composer::save(UiSettings &settings) const
{
    settings.composerProject = m_connection->projectText();
    m_draft->save(settings);
    settings.composerSaved = m_saved->messages().all();
    settings.composerShowsAll = m_received->showsAll();
}

void Composer::showError()
{
    m_error->say(m_editor->errorText(), Tone::Bad);
}

void Composer::askReach()
{
    const ProjectId project = m_connection->project();
    const QByteArray text = m_editor->json();
    const quint64 question = ++m_reachQuestion;
    // For text that is not JSON, the line above says more than the broker would.
    if (project.isNull() || m_editor->error() || !m_connection->isListening() || !isVisible())
        return m_reach->say({}, Tone::Plain);
    m_console.ask(Explain { project, m_templates->filled(project, text).text, {}, 0, true })
        .then(this, [this, question](const Result<Explanation> &answer) {
            if (question == m_reachQuestion)
                m_reach->say(reachText(answer), answer ? Tone::Plain : Tone::Bad);
        });
}

void Composer::updateSend()
{
    m_send->setEnabled(m_connection->isListening() && !m_connection->project().isNull()
        && !m_editor->document()->isEmpty());
}

void Composer::forgetResult()
{
    report({}, Tone::Plain);
}

void Composer::reportOf(const ProjectId &project, const QString &words, Tone tone)
{
    const bool isShown = project.isNull() || project == m_connection->project();
    report(isShown ? words : tr("%1: %2").arg(project.toString(), words), tone);
}

void Composer::report(const QString &words, Tone tone)
{
    m_result->say(words, tone);
    if (!words.isEmpty())
        Q_EMIT reported(words, tone == Tone::Bad);
}

void Composer::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_refreshTimer.start();
    askReach();
}

void Composer::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_refreshTimer.stop();
}

} // namespace broadcaster
