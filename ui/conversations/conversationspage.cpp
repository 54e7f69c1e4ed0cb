// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/conversationspage.h"

#include "ui/base/text.h"
#include "ui/conversations/conversationsempty.h"
#include "ui/conversations/conversationstable.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/conversations/linefilter.h"
#include "ui/conversations/replychart.h"
#include "ui/conversations/ruleerrortext.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/note.h"

#include <QtGui/QAction>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto ShowInterval = 250ms;
constexpr int RuleLetters = 34;
constexpr int MaxNamedRules = 3;

} // namespace

ConversationsPage::ConversationsPage(Console &console, ConversationWatch &watch, QWidget *parent)
    : Page(parent)
    , m_watch(watch)
    , m_proxy(m_model)
    , m_rule(new QLineEdit(u"auto"_s, this))
    , m_detected(new ElidedLabel(Note::Tone::Dim, this))
    , m_ruleError(new ElidedLabel(Note::Tone::Bad, this))
    , m_table(new ConversationsTable(m_proxy, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new ConversationsEmpty(console, watch, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_chartTitle(new Note(Note::Tone::Dim, this))
    , m_chart(new ReplyChart(this))
    , m_showMessages(new QAction(themedIcon("traffic"), tr("Show messages"), this))
{
    setObjectName(u"conversations"_s);
    setAccessibleName(tr("Conversations"));
    m_showMessages->setObjectName(u"showConversationMessages"_s);
    m_showMessages->setShortcut(Qt::Key_Return);
    m_showMessages->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_showMessages->setToolTip(tr("Shows the requests of the selected line, and the messages of "
                                  "the client that answers"));
    connect(m_showMessages, &QAction::triggered, this, &ConversationsPage::showMessages);
    buildTable();
    layOut();
    connectWatch();
    showLines();
}

ConversationsPage::~ConversationsPage()
{
    m_watch.disconnect(this);
    // A field that loses the focus while it is destroyed has been edited, too.
    m_rule->disconnect(this);
    m_table->selectionModel()->disconnect(this);
    m_watch.setUsed(this, false);
}

QWidget *ConversationsPage::buildBar()
{
    auto *bar = new QWidget(this);
    auto *label = new QLabel(tr("&Rule for replies"), bar);
    label->setBuddy(m_rule);
    m_rule->setObjectName(u"conversationRule"_s);
    m_rule->setAccessibleName(tr("Rule for replies"));
    m_rule->setMinimumWidth(m_rule->fontMetrics().averageCharWidth() * RuleLetters);
    m_rule->setMaxLength(static_cast<int>(ConversationRule::MaxLength));
    m_rule->setToolTip(
        tr("auto tries the usual fields. Otherwise write the path of a value that a reply repeats, "
           "such as payload.requestId, or id -> payload.inReplyTo, or next: the next message "
           "back to the sender. Several have commas between them; the first that finds a request "
           "counts."));
    auto *usual = new QCompleter(
        { u"auto"_s, u"id"_s, u"payload.requestId"_s, u"payload.correlationId"_s,
            u"id -> payload.inReplyTo"_s, u"next"_s },
        m_rule);
    usual->setCaseSensitivity(Qt::CaseInsensitive);
    m_rule->setCompleter(usual);
    m_detected->setObjectName(u"detectedRule"_s);
    m_ruleError->setObjectName(u"ruleError"_s);
    m_ruleError->hide();
    connect(m_rule, &QLineEdit::textChanged, this, &ConversationsPage::checkRule);
    connect(m_rule, &QLineEdit::editingFinished, this, &ConversationsPage::applyRule);

    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(2 * LayoutStep - 2, LayoutStep + 2, 2 * LayoutStep - 2, LayoutStep + 2);
    row->setSpacing(LayoutStep);
    row->addWidget(label);
    row->addWidget(m_rule);
    row->addWidget(m_detected, 1);
    row->addWidget(m_ruleError, 1);
    row->addWidget(new ActionButton(*m_showMessages, bar));
    return bar;
}

void ConversationsPage::buildTable()
{
    m_table->addAction(m_showMessages);
    connect(m_table, &QAbstractItemView::doubleClicked, m_showMessages, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &ConversationsPage::showChosen);
}

void ConversationsPage::layOut()
{
    m_empty->setObjectName(u"conversationsEmpty"_s);
    m_chart->setObjectName(u"replyChart"_s);
    m_chartTitle->setObjectName(u"replyChartTitle"_s);
    m_chartTitle->setWordWrap(true);

    auto *lower = new QWidget(this);
    auto *course = new QVBoxLayout(lower);
    course->setContentsMargins(0, 0, 0, 0);
    course->setSpacing(0);
    course->addWidget(new Hairline(lower));
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(2 * LayoutStep, LayoutStep, 2 * LayoutStep, LayoutStep);
    inner->setSpacing(LayoutStep);
    inner->addWidget(m_chartTitle);
    inner->addWidget(m_chart, 1);
    course->addLayout(inner, 1);
    m_splitter->setObjectName(u"conversationsSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(lower);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildBar());
    rows->addWidget(new Hairline(this));
    rows->addWidget(m_stack, 1);
}

void ConversationsPage::connectWatch()
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(ShowInterval);
    connect(&m_soon, &QTimer::timeout, this, &ConversationsPage::showLines);
    const auto showSoon = [this] {
        if (isVisible() && !m_soon.isActive())
            m_soon.start();
    };
    connect(&m_watch, &ConversationWatch::changed, this, showSoon);
    connect(&m_watch, &ConversationWatch::advanced, this, showSoon);
    connect(&m_watch, &ConversationWatch::restarted, this, [this] {
        m_model.update(nullptr, m_scope); // Numbers of types begin anew.
        showLines();
    });
}

void ConversationsPage::checkRule(const QString &text)
{
    const auto parsed = ConversationRule::parse(text);
    const auto *error = std::get_if<ConversationRuleError>(&parsed);
    m_ruleError->setText(error ? ruleErrorText(*error) : QString());
    m_ruleError->setVisible(error);
    m_detected->setVisible(!error);
}

void ConversationsPage::applyRule()
{
    if (m_rule->text().trimmed().isEmpty())
        m_rule->setText(u"auto"_s);
    const auto parsed = ConversationRule::parse(m_rule->text());
    if (const auto *rule = std::get_if<ConversationRule>(&parsed))
        m_watch.setRule(*rule);
}

void ConversationsPage::showLines()
{
    m_soon.stop();
    if (!isVisible())
        return;
    m_model.update(m_watch.pairer(), m_scope);
    chooseSomeLine();
    showWhatThereIs();
    showDetected();
    showChosen();
    showStatus();
}

void ConversationsPage::chooseSomeLine()
{
    if (!m_table->currentIndex().isValid() && m_proxy.rowCount() > 0)
        m_table->setCurrentIndex(m_proxy.index(0, 0));
}

void ConversationsPage::showWhatThereIs()
{
    const bool isEmpty = m_model.rowCount() == 0;
    if (isEmpty)
        m_empty->showReason();
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_splitter);
}

void ConversationsPage::showDetected()
{
    QStringList found;
    QSet<ProjectId> seen;
    const ConversationPairer *pairer = m_watch.pairer();
    const bool isDetected = m_watch.rule().isDetected();
    for (int row = 0; pairer && isDetected && row < m_model.rowCount(); ++row) {
        const ProjectId &project = m_model.line(row).project;
        if (project.isNull() || seen.contains(project))
            continue;
        seen.insert(project);
        if (found.size() < MaxNamedRules)
            found.append(u"%1: %2"_s.arg(project.toString(), pairer->ruleOf(project).text()));
    }
    if (seen.size() > found.size())
        found.append(tr("%n more projects", nullptr, static_cast<int>(seen.size() - found.size())));
    m_detected->setText(found.isEmpty() ? QString() : tr("Found in %1").arg(found.join(u"; "_s)));
}

const ConversationsModel::Line *ConversationsPage::chosen() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? &m_model.line(m_proxy.mapToSource(current).row()) : nullptr;
}

void ConversationsPage::showChosen()
{
    const ConversationsModel::Line *line = chosen();
    const ConversationPairer *pairer = m_watch.pairer();
    m_showMessages->setEnabled(line != nullptr);
    if (!line || !pairer) {
        m_chartTitle->setText({});
        m_chart->setPeriods({}, 1, 0);
        m_chart->setMessage(tr("Choose a line to see its reply times."));
        return;
    }
    const std::vector<ReplyPeriod> periods = pairer->statistics().periods(line->key);
    //: Type of a request, and the client that answers it
    m_chartTitle->setText(tr("%1, answered by %2: p95 as a line, p50 dashed")
                              .arg(line->type, answererText(*line, m_model.names())));
    m_chart->setPeriods(
        periods, pairer->statistics().periodMs(), m_watch.isLive() ? m_watch.nowMs() : 0);
    m_chart->setMessage(periods.empty() ? tr("These requests have no reply.") : QString());
}

void ConversationsPage::showStatus()
{
    const ConversationPairer *pairer = m_watch.pairer();
    if (!pairer) {
        Q_EMIT statusChanged({});
        return;
    }
    const ConversationLosses losses = pairer->losses();
    const quint64 lost = losses.rows + losses.keys + losses.types + losses.statistics;
    const QString known = tr("%1 requests and replies").arg(countText(pairer->count()));
    Q_EMIT statusChanged(lost == 0
            ? known
            : tr("%1, %2 left out by a limit").arg(known, countText(static_cast<qint64>(lost))));
}

void ConversationsPage::showMessages()
{
    if (const ConversationsModel::Line *line = chosen())
        Q_EMIT filterRequested(lineFilter(*line, m_table->currentIndex().column()));
}

void ConversationsPage::setNames(ClientNames &names)
{
    m_model.setNames(&names);
    connect(&names, &ClientNames::changed, this, &ConversationsPage::showChosen);
}

void ConversationsPage::setScope(const ProjectId &project)
{
    m_scope = project;
    m_empty->setScope(project);
    m_table->columns().setUseful(ConversationsModel::ProjectColumn, project.isNull());
    showLines();
}

void ConversationsPage::focusFilter()
{
    m_rule->setFocus(Qt::ShortcutFocusReason);
    m_rule->selectAll();
}

void ConversationsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_watch.setUsed(this, true);
    showLines();
}

void ConversationsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_soon.stop();
    m_watch.setUsed(this, false);
}

void ConversationsPage::restore(const UiSettings &settings)
{
    m_rule->setText(settings.conversationRule);
    applyRule();
    m_table->columns().restore(settings.layouts.value(m_table->objectName()));
    m_splitter->restoreState(settings.layouts.value(m_splitter->objectName()));
}

void ConversationsPage::save(UiSettings &settings) const
{
    settings.conversationRule = m_watch.rule().text();
    settings.layouts.insert(m_table->objectName(), m_table->columns().save());
    settings.layouts.insert(m_splitter->objectName(), m_splitter->saveState());
}

} // namespace broadcaster
