// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/logview.h"

#include "ui/server/logmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/hairline.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int TimeWidth = 104;
constexpr int LevelWidth = 76;
constexpr int CategoryWidth = 128;
constexpr int LevelCharacters = 10; ///< Least width of the choice of a level.

QPushButton *pushButton(
    const char *icon, const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    return button;
}

} // namespace

LogView::LogView(LogModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_proxy(model)
    , m_level(new QComboBox(this))
    , m_find(new QLineEdit(this))
    , m_follow(nullptr)
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"log"_s);
    setAccessibleName(tr("Log"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildBar());
    rows->addWidget(new Hairline(this));
    rows->addWidget(m_stack, 1);
    m_empty->setObjectName(u"logEmpty"_s);
    m_empty->setIcon("info");
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    buildTable();
    for (auto signal : { &QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved })
        connect(&m_proxy, signal, this, &LogView::showWhetherEmpty);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &LogView::showWhetherEmpty);
    showWhetherEmpty();
    connect(m_level, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_proxy.setLevel(static_cast<LogLevel>(index));
        followTail();
    });
    connect(m_find, &QLineEdit::textChanged, &m_proxy, &LogProxy::setText);
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &LogView::followTail);
    connect(m_follow, &QPushButton::toggled, this, &LogView::followTail);
    // Only the user's actions move the slider by actions, so new lines never look like scrolling.
    connect(m_table->verticalScrollBar(), &QAbstractSlider::actionTriggered, this,
        &LogView::showWhetherAtTail);
    // A user who goes to a line wants to read it.
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) {
            if (current.isValid() && current.row() < m_proxy.rowCount() - 1)
                m_follow->setChecked(false);
        });
}

QWidget *LogView::buildBar()
{
    auto *bar = new QWidget(this);
    m_level->setObjectName(u"logLevel"_s);
    m_level->setAccessibleName(tr("Least level shown"));
    m_level->addItems(
        { tr("Everything"), tr("Info and above"), tr("Warnings and errors"), tr("Errors only") });
    m_level->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_level->setMinimumContentsLength(LevelCharacters);
    m_find->setObjectName(u"findLog"_s);
    m_find->setAccessibleName(tr("Find in the log"));
    m_find->setPlaceholderText(tr("Find in the log"));
    m_find->setClearButtonEnabled(true);
    m_find->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    m_follow = pushButton("follow", tr("Follow"), u"followLog"_s, bar);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setToolTip(tr("Keeps the newest line in view"));
    QPushButton *copy = pushButton("copy", tr("Copy"), u"copyLog"_s, bar);
    copy->setToolTip(tr("Copies the selected lines, or all that are shown"));
    QPushButton *clear = pushButton("clear", tr("Clear"), u"clearLog"_s, bar);
    clear->setToolTip(tr("Clears the log in this window"));
    for (QPushButton *button : { copy, clear })
        button->setText({}); // The icons are known, and room may be short.
    connect(copy, &QPushButton::clicked, this, &LogView::copyLines);
    connect(clear, &QPushButton::clicked, this, [this] { m_model.clear(); });

    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(2 * LayoutStep, LayoutStep - 2, 2 * LayoutStep - 2, LayoutStep - 2);
    row->setSpacing(LayoutStep);
    row->addWidget(m_find, 1);
    row->addWidget(m_level);
    for (QPushButton *button : { m_follow, copy, clear })
        row->addWidget(button);
    return bar;
}

void LogView::buildTable()
{
    m_table->setObjectName(u"logTable"_s);
    m_table->setAccessibleName(tr("Lines of the log"));
    m_table->setModel(&m_proxy);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(1);
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight());
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(LogModel::TimeColumn, TimeWidth);
    m_table->setColumnWidth(LogModel::LevelColumn, LevelWidth);
    m_table->setColumnWidth(LogModel::CategoryColumn, CategoryWidth);
    auto *copy = new QAction(themedIcon("copy"), tr("Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QAction::triggered, this, &LogView::copyLines);
}

void LogView::copyLines()
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.append(index.row());
    if (rows.isEmpty()) {
        for (int row = 0; row < m_proxy.rowCount(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    QString text;
    for (const int row : std::as_const(rows))
        text += logLine(m_model.entry(m_proxy.mapToSource(m_proxy.index(row, 0)).row())) + u'\n';
    QGuiApplication::clipboard()->setText(text);
}

void LogView::followTail()
{
    if (m_follow->isChecked())
        m_table->scrollToBottom();
}

void LogView::showWhetherEmpty()
{
    const bool isEmpty = m_proxy.rowCount() == 0;
    const bool hasLines = m_model.rowCount() > 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    m_empty->setTitle(hasLines ? tr("No line matches") : tr("Nothing logged yet"));
    m_empty->setText(hasLines
            ? tr("Lines are hidden by the text to find or by the level.")
            : tr("Refused connections, closed clients and faults of the database appear here."));
}

void LogView::showWhetherAtTail()
{
    // The slider's next position, which it has not reported yet.
    const QScrollBar *bar = m_table->verticalScrollBar();
    m_follow->setChecked(bar->sliderPosition() >= bar->maximum());
}

} // namespace broadcaster
