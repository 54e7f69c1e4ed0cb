// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/sequencepane.h"

#include "ui/base/text.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/prompts/prompts.h"
#include "ui/sequence/sequenceexport.h"
#include "ui/sequence/sequencemodel.h"
#include "ui/sequence/sequenceview.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficsequence.h"
#include "ui/traffic/traffictext.h"
#include "ui/traffic/trafficview.h"
#include "ui/widgets/elidedlabel.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int SequenceSide = 14;
const QString SequenceShownKey = u"trafficSequence"_s;
constexpr char SequenceShown[] = "shown";

SequenceExport::Format formatOf(ExportFormat kind)
{
    if (kind == ExportFormat::Png)
        return SequenceExport::Format::Png;
    return kind == ExportFormat::Mermaid ? SequenceExport::Format::Mermaid
                                         : SequenceExport::Format::Svg;
}

} // namespace

SequencePane::SequencePane(Console &console, Prompts &prompts, TrafficModel &model,
    ConversationWatch &watch, QWidget *parent)
    : QWidget(parent)
    , m_prompts(prompts)
    , m_watch(watch)
    , m_rows(new TrafficSequence(model, watch, this))
    , m_model(new SequenceModel(*m_rows, console, this))
    , m_view(new SequenceView(*m_model, this))
    , m_export(new SequenceExport(*m_model, *m_view, this))
    , m_title(new ElidedLabel(Note::Tone::Dim, this))
    , m_all(new QPushButton(tr("All messages"), this))
    , m_copy(new QPushButton(themedIcon("copy"), tr("Copy as Mermaid"), this))
    , m_save(new QPushButton(themedIcon("export"), tr("Save diagram\u2026"), this))
    , m_shown(new QAction(themedIcon("sequence"), tr("Sequence diagram"), this))
{
    setObjectName(u"sequencePane"_s);
    m_title->setObjectName(u"sequenceTitle"_s);
    m_all->setObjectName(u"sequenceAll"_s);
    m_copy->setObjectName(u"copyMermaid"_s);
    m_save->setObjectName(u"saveDiagram"_s);
    m_all->setToolTip(tr("Show all messages that the filter shows"));
    m_copy->setToolTip(tr("Copies the diagram as text that Mermaid draws"));
    m_save->setToolTip(tr("Saves the diagram as SVG, PNG or Mermaid"));
    m_shown->setObjectName(u"showSequence"_s);
    m_shown->setCheckable(true);
    m_shown->setShortcut(Qt::CTRL | Qt::Key_G);
    m_shown->setToolTip(tr("Shows the messages as arrows between clients"));
    m_view->installEventFilter(this);
    layOut();
    connectParts();
    describe();
}

SequencePane::~SequencePane()
{
    m_watch.disconnect(m_rows);
    m_watch.setUsed(this, false);
}

void SequencePane::layOut()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(SequenceSide, LayoutStep / 2, SequenceSide, LayoutStep / 2);
    bar->setSpacing(LayoutStep);
    bar->addWidget(m_title, 1);
    bar->addWidget(m_all);
    bar->addWidget(m_copy);
    bar->addWidget(m_save);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(bar);
    rows->addWidget(m_view, 1);
}

void SequencePane::connectParts()
{
    connect(m_view, &SequenceView::chosen, this, &SequencePane::chosen);
    connect(m_model, &SequenceModel::lanesChanged, this, &SequencePane::describe);
    connect(m_all, &QPushButton::clicked, this, &SequencePane::showAll);
    connect(m_copy, &QPushButton::clicked, m_export, &SequenceExport::copyMermaid);
    connect(m_save, &QPushButton::clicked, this, &SequencePane::saveDiagram);
    connect(m_shown, &QAction::triggered, this, [this](bool isShown) {
        if (isShown)
            m_view->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_shown, &QAction::toggled, this, [this](bool isShown) {
        if (!isShown)
            m_rows->setConversation(std::nullopt);
    });
    connect(m_export, &SequenceExport::saved, this,
        [this](const QString &path) { Q_EMIT said(tr("Saved as %1.").arg(path), false); });
    connect(m_export, &SequenceExport::copied, this, [this](int messages) {
        Q_EMIT said(tr("%Ln messages copied as Mermaid.", nullptr, messages), false);
    });
    connect(m_export, &SequenceExport::failed, this,
        [this](const QString &reason) { Q_EMIT said(reason, true); });
}

void SequencePane::setNames(ClientNames &names)
{
    m_model->setNames(&names);
}

void SequencePane::addTo(TrafficView &view, QMenu &menu)
{
    auto *action = new QAction(themedIcon("sequence"), tr("Show as sequence diagram"), this);
    action->setObjectName(u"showSequenceOf"_s);
    action->setShortcut(Qt::Key_S);
    action->setShortcutContext(Qt::WidgetShortcut);
    view.addAction(action);
    menu.addAction(action);
    connect(action, &QAction::triggered, this, [this, &view] {
        if (const std::optional<quint64> sequence = view.chosenSequence())
            showConversation(*sequence);
    });
    connect(&view, &TrafficView::chosen, this, &SequencePane::select);
    connect(this, &SequencePane::chosen, &view, &TrafficView::select);
}

void SequencePane::showConversation(quint64 sequence)
{
    if (!m_watch.isUsed()) {
        Q_EMIT said(tr("Requests and replies are found while the column Reply is shown."), false);
        return;
    }
    if (m_watch.part(sequence).state == ConversationPart::State::None) {
        Q_EMIT said(tr("This message is neither a request nor a reply."), false);
        return;
    }
    m_rows->setConversation(sequence);
    m_shown->setChecked(true);
    m_view->select(sequence);
    m_view->setFocus(Qt::ShortcutFocusReason);
    describe();
}

void SequencePane::showAll()
{
    m_rows->setConversation(std::nullopt);
    m_view->setFocus(Qt::OtherFocusReason);
    describe();
}

/// From one conversation to all messages, and from there to the table.
void SequencePane::leave()
{
    if (m_rows->conversation())
        showAll();
    else
        m_shown->setChecked(false);
}

void SequencePane::describe()
{
    const bool isOne = m_rows->conversation().has_value();
    m_all->setVisible(isOne);
    const int lanes = m_model->lanes().count();
    QString title = isOne ? tr("One conversation") : tr("All messages that the filter shows");
    if (isOne && m_rows->count() == 0)
        title = tr("The messages of the conversation are no longer kept");
    if (m_model->lanes().isFull())
        title += u" \u00b7 "_s + tr("the first %1 clients have a lane").arg(countText(lanes));
    else if (lanes > 0)
        title += u" \u00b7 "_s + tr("%Ln lanes", nullptr, lanes);
    m_title->setText(title);
}

void SequencePane::saveDiagram()
{
    const std::optional<Prompts::File> file = m_prompts.fileToSave(this, tr("Save diagram"),
        tr("sequence.svg"), { ExportFormat::Svg, ExportFormat::Png, ExportFormat::Mermaid });
    if (file)
        m_export->save(formatOf(file->kind), file->path);
}

void SequencePane::showOrTable(TrafficView &table, bool hasRows)
{
    table.setVisible(hasRows && !m_shown->isChecked());
    setVisible(hasRows && m_shown->isChecked());
}

void SequencePane::restore(const UiSettings &settings)
{
    m_shown->setChecked(settings.layouts.value(SequenceShownKey) == SequenceShown);
}

void SequencePane::save(UiSettings &settings) const
{
    settings.layouts[SequenceShownKey] = m_shown->isChecked() ? QByteArray(SequenceShown)
                                                              : QByteArray();
}

void SequencePane::scrollToEnd()
{
    m_view->scrollToEnd();
}

void SequencePane::select(std::optional<quint64> sequence)
{
    m_view->select(sequence);
}

void SequencePane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_watch.setUsed(this, true);
    m_rows->setQuiet(false);
    m_model->setActive(true);
}

void SequencePane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_model->setActive(false);
    m_rows->setQuiet(true);
    m_watch.setUsed(this, false);
}

void SequencePane::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(0, m_view->y() - 1, width(), 1, theme.line);
}

bool SequencePane::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_view && event->type() == QEvent::KeyPress
        && static_cast<const QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        leave();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

} // namespace broadcaster
