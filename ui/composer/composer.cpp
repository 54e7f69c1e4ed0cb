// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/composer.h"

#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/composer/composertemplates.h"
#include "ui/composer/messagesender.h"
#include "ui/composer/operatorbar.h"
#include "ui/composer/reachtext.h"
#include "ui/composer/receivedview.h"
#include "ui/json/jsoneditor.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"

#include <QtCore/QDateTime>
#include <QtGui/QAction>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
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
constexpr int HistoryTitleLength = 60;

QKeySequence anywayKeys()
{
    return QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return);
}

QString memberText(const QByteArray &message, const QByteArray &name)
{
    return jsonText(jsonAt(QByteArrayView(message), { name }));
}

QString historyTitle(const QByteArray &message)
{
    const QString type = memberText(message, "type");
    const QString title = type.isEmpty()
        ? QString::fromUtf8(message.left(HistoryTitleLength)).simplified()
        : type.left(HistoryTitleLength);
    return Composer::tr("%1 (%2)").arg(title, sizeText(message.size()));
}

} // namespace

Composer::Composer(Console &console, OverviewFeed &overviews, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_operator(new OperatorBar(console, overviews, this))
    , m_sender(new MessageSender(console, this))
    , m_editor(new JsonEditor(this))
    , m_received(new ReceivedView(this))
    , m_templates(new QPushButton(tr("Templates"), this))
    , m_historyButton(new QPushButton(tr("Earlier"), this))
    , m_historyMenu(new QMenu(this))
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
    arrange();
    connectAll();
    replaceDraft(
        fillTemplate(composerTemplates().constFirst(), QDateTime::currentMSecsSinceEpoch()));
    fillHistory();
    updateSend();
}

QBoxLayout *Composer::makeTools()
{
    m_templates->setObjectName(u"composerTemplates"_s);
    m_templates->setAccessibleName(tr("Templates"));
    m_templates->setToolTip(tr("Begin with a message of one kind"));
    m_historyButton->setObjectName(u"composerHistory"_s);
    m_historyButton->setAccessibleName(tr("Earlier messages and drafts"));
    m_historyButton->setToolTip(tr("Alt+Up and Alt+Down step through earlier messages"));
    m_historyButton->setMenu(m_historyMenu);
    auto *format = new QPushButton(tr("Format"), this);
    format->setObjectName(u"composerFormat"_s);
    format->setToolTip(m_editor->formatAction()->toolTip());
    connect(format, &QPushButton::clicked, m_editor, &JsonEditor::format);
    format->setAccessibleName(tr("Format"));
    auto *row = new QHBoxLayout;
    row->setSpacing(LayoutStep / 2);
    for (QPushButton *button : { m_templates, m_historyButton, format }) {
        button->setFlat(true);
        row->addWidget(button);
    }
    row->addStretch();
    return row;
}

QBoxLayout *Composer::makeFoot()
{
    m_send->setObjectName(u"composerSend"_s);
    m_send->setAccessibleName(tr("Send"));
    const QKeySequence keys(Qt::CTRL | Qt::Key_Return);
    addKeys(keys, tr("Send"), &Composer::send);
    addKeys(anywayKeys(), tr("Send text that is not JSON, too"), &Composer::sendAnyway);
    m_send->setToolTip(
        tr("Send as the operator (%1)").arg(keys.toString(QKeySequence::NativeText)));
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
    fillTemplates();
    auto *top = new QWidget(this);
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins(ComposerMargin, ComposerMargin, ComposerMargin, LayoutStep);
    column->setSpacing(LayoutStep);
    column->addWidget(m_operator);
    column->addLayout(makeTools());
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
        action->setShortcut(QKeySequence(Qt::ALT | (older ? Qt::Key_Up : Qt::Key_Down)));
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, older] { step(older); });
        m_editor->addAction(action);
    }
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    connect(m_editor, &JsonEditor::checked, this, &Composer::showError);
    connect(m_editor, &JsonEditor::textChanged, this, &Composer::updateSend);
    connect(m_editor, &JsonEditor::textChanged, this, &Composer::edited);
    connect(m_editor, &JsonEditor::checked, &m_reachTimer, qOverload<>(&QTimer::start));
    connect(m_operator, &OperatorBar::projectChanged, &m_reachTimer, qOverload<>(&QTimer::start));
    connect(m_operator, &OperatorBar::projectChanged, this, &Composer::updateSend);
    connect(m_operator, &OperatorBar::projectChanged, this, &Composer::forgetResult);
    connect(m_operator, &OperatorBar::toggled, this, &Composer::forgetResult);
    connect(m_sender, &MessageSender::accepted, this, [this](const QByteArray &envelope) {
        m_history.add(envelope);
        fillHistory();
    });
    connect(m_sender, &MessageSender::reported, this,
        [this](const ProjectId &project, const QString &words, Tone tone) {
            const bool isShown = project.isNull() || project == m_operator->project();
            report(isShown ? words : tr("%1: %2").arg(project.toString(), words), tone);
        });
    connect(m_sender, &MessageSender::finished, this, &Composer::finishSending);
    connect(&m_reachTimer, &QTimer::timeout, this, &Composer::askReach);
    connect(&m_refreshTimer, &QTimer::timeout, this, &Composer::askReach);
    connect(m_received, &ReceivedView::filterRequested, this, &Composer::filterRequested);
    connect(m_received, &ReceivedView::excludeRequested, this, &Composer::excludeRequested);
    m_console.on<StateChanged>(this, [this] { updateSend(); });
    m_console.on<StateChanged>(this, [this] { askReach(); });
    m_console.on<OperatorChanged>(this, [this] { m_reachTimer.start(); });
    m_console.on<OperatorFailed>(this, [this](const OperatorFailed &event) {
        report(tr("%1: %2").arg(event.project.toString(), errorText(event.error)), Tone::Bad);
    });
    m_console.on<OperatorReceived>(this, [this](const OperatorReceived &event) {
        m_received->add({ QDateTime::currentMSecsSinceEpoch(), event.message });
    });
}

void Composer::fillTemplates()
{
    auto *menu = new QMenu(this);
    for (const ComposerTemplate &one : composerTemplates()) {
        menu->addAction(one.title, this, [this, one] {
            replaceDraft(fillTemplate(one, QDateTime::currentMSecsSinceEpoch()));
            m_editor->setFocus();
        });
    }
    m_templates->setMenu(menu);
}

void Composer::fillHistory()
{
    m_historyMenu->clear();
    for (const QByteArray &text : m_history.texts()) {
        m_historyMenu->addAction(historyTitle(text), this, [this, text] {
            replaceDraft(text);
            m_editor->setFocus();
        });
    }
    m_historyButton->setEnabled(!m_history.texts().isEmpty());
}

void Composer::compose(const ProjectId &project, const QByteArray &envelope)
{
    if (!project.isNull())
        m_operator->setProjectText(project.toString());
    if (envelope.size() > MaxEditedBytes) {
        return report(tr("This message is too large to edit (%1). It can be resent as it is.")
                          .arg(sizeText(envelope.size())),
            Tone::Bad);
    }
    const bool isOneLine = !envelope.contains('\n') && !findJsonError(envelope);
    replaceDraft(isOneLine ? jsonIndented(envelope) : envelope);
    m_editor->setFocus();
    forgetResult();
}

void Composer::replaceDraft(const QByteArray &text)
{
    const QByteArray draft = m_editor->json();
    if (draft != m_given && draft != text && !draft.trimmed().isEmpty()) {
        m_history.add(draft);
        fillHistory();
    }
    m_editor->setJson(text);
    m_given = m_editor->json();
}

void Composer::send()
{
    const QByteArray text = m_editor->json();
    if (!findJsonError(text))
        return sendAnyway();
    report(tr("This is not JSON. Send anyway: %1")
               .arg(anywayKeys().toString(QKeySequence::NativeText)),
        Tone::Bad);
}

void Composer::sendAnyway()
{
    m_operator->leavePrevious();
    sendNow(m_operator->project(), m_editor->json());
}

void Composer::sendNow(const ProjectId &project, const QByteArray &envelope)
{
    m_sender->send(project, envelope);
}

void Composer::finishSending(const ProjectId &project)
{
    // A connection that is not shown would stay open unseen.
    if (!project.isNull() && project != m_operator->project())
        m_console.ask(DisconnectOperator { project });
    m_reachTimer.start();
}

void Composer::step(bool older)
{
    const QByteArray current = m_editor->json();
    const QByteArray text = older ? m_history.older(current) : m_history.newer(current);
    if (!text.isNull())
        m_editor->setJson(text);
    fillHistory();
}

void Composer::takeFocus()
{
    if (m_operator->projectText().isEmpty())
        m_operator->setFocus();
    else
        m_editor->setFocus();
}

void Composer::setScope(const ProjectId &project)
{
    if (!project.isNull())
        m_operator->setProjectText(project.toString());
}

void Composer::restore(const UiSettings &settings)
{
    m_operator->setProjectText(settings.composerProject);
    // Kept like any draft, because the last session's edits are the user's work, too.
    if (!settings.composerText.isEmpty())
        m_editor->setJson(settings.composerText.toUtf8());
}

void Composer::save(UiSettings &settings) const
{
    settings.composerProject = m_operator->projectText();
    const QString text = QString::fromUtf8(m_editor->json());
    settings.composerText = text.size() > MaxSavedLength ? QString() : text;
}

void Composer::showError()
{
    m_error->say(m_editor->errorText(), Tone::Bad);
}

void Composer::askReach()
{
    const ProjectId project = m_operator->project();
    const QByteArray text = m_editor->json();
    const quint64 question = ++m_reachQuestion;
    // For text that is not JSON, the line above says more than the broker would.
    if (project.isNull() || m_editor->error() || !m_operator->isListening() || !isVisible())
        return m_reach->say({}, Tone::Plain);
    m_console.ask(Explain { project, text, {}, 0 })
        .then(this, [this, question](const Result<Explanation> &answer) {
            if (question == m_reachQuestion)
                m_reach->say(reachText(answer), answer ? Tone::Plain : Tone::Bad);
        });
}

void Composer::updateSend()
{
    m_send->setEnabled(m_operator->isListening() && !m_operator->project().isNull()
        && !m_editor->document()->isEmpty());
}

void Composer::forgetResult()
{
    report({}, Tone::Plain);
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
