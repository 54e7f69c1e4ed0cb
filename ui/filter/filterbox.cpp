// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/filterbox.h"

#include "inspect/clients/clientnames.h"
#include "ui/base/uisettings.h"
#include "ui/filter/filteredit.h"
#include "ui/filter/filtererrortext.h"
#include "ui/widgets/note.h"

#include <QtCore/QTimer>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

FilterBox::FilterBox(QWidget *parent)
    : QWidget(parent)
    , m_edit(new FilterEdit(this))
    , m_reason(new Note(Note::Tone::Bad, this))
    , m_oldIds(new QWidget(this))
    , m_delay(new QTimer(this))
{
    m_edit->setObjectName(u"filter"_s);
    m_reason->setObjectName(u"filterError"_s);
    m_reason->setAccessibleName(tr("Fault in the filter"));
    // Its line is reserved, or the messages would move while the user types.
    QSizePolicy oneLine(QSizePolicy::Ignored, QSizePolicy::Fixed);
    oneLine.setRetainSizeWhenHidden(true);
    m_reason->setSizePolicy(oneLine);
    m_reason->setWordWrap(false);
    m_reason->hide();
    setFocusProxy(m_edit);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    constexpr int Spacing = 2;
    layout->setSpacing(Spacing);
    layout->addWidget(m_edit);
    layout->addWidget(m_reason);
    addHint(*layout);

    constexpr auto Delay = 150ms; // Shorter than the pause between two words.
    m_delay->setSingleShot(true);
    m_delay->setInterval(Delay);
    connect(m_delay, &QTimer::timeout, this, [this] { apply(false); });
    connect(m_edit, &QLineEdit::textChanged, m_delay, qOverload<>(&QTimer::start));
    connect(m_edit, &FilterEdit::applied, this, [this] {
        apply(true);
        showHint();
        remember();
    });
    connect(m_edit, &QLineEdit::editingFinished, this, [this] {
        apply(false);
        remember();
    });
}

void FilterBox::addHint(QBoxLayout &layout)
{
    m_oldIds->setObjectName(u"filterOldIds"_s);
    auto *words = new Note(Note::Tone::Warning,
        tr("No client with this id has been seen. The ids of clients are new on every connection."),
        m_oldIds);
    auto *clear = new QPushButton(tr("Clear"), m_oldIds);
    clear->setObjectName(u"filterOldIdsClear"_s);
    clear->setAccessibleName(tr("Clear the filter with this id"));
    connect(clear, &QPushButton::clicked, this, [this] { setFilterText({}); });
    auto *row = new QHBoxLayout(m_oldIds);
    row->setContentsMargins({});
    row->addWidget(words, 1);
    row->addWidget(clear);
    layout.addWidget(m_oldIds);
    m_oldIds->hide();
    connect(m_edit, &QLineEdit::textChanged, m_oldIds, &QWidget::hide);
}

FilterBox::~FilterBox()
{
    // The field loses the focus meanwhile, which does not end the editing.
    m_edit->disconnect(this);
}

void FilterBox::setRecentRows(RecentRows rows)
{
    m_edit->setRecentRows(std::move(rows));
}

QString FilterBox::filterText() const
{
    return m_edit->text();
}

void FilterBox::setFilterText(const QString &text)
{
    m_edit->setText(text);
    if (!m_edit->hasFocus())
        m_edit->home(false); // The beginning tells filters apart; a user who types is at the end.
    apply(false);
    showHint();
}

void FilterBox::setNames(const ClientNames &names)
{
    m_names = &names;
    connect(&names, &ClientNames::changed, this, [this] {
        if (knowsItsClients())
            m_oldIds->hide();
    });
}

bool FilterBox::knowsItsClients() const
{
    const QByteArrayList ids = m_filter.clientIds();
    return ids.isEmpty() || (m_names && std::any_of(ids.begin(), ids.end(), [this](const auto &id) {
        return m_names->knows(id);
    }));
}

void FilterBox::showHint()
{
    m_oldIds->setVisible(!knowsItsClients());
}

void FilterBox::addSaveButton(QAction &action)
{
    m_edit->addSaveButton(action);
}

void FilterBox::addCondition(const QString &condition)
{
    setFilterText(filterAnd(base(), condition));
    remember();
}

void FilterBox::excludeCondition(const QString &condition)
{
    setFilterText(filterAndNot(base(), condition));
    remember();
}

void FilterBox::setHistory(const QStringList &history)
{
    m_history = history.mid(0, MaxFilterHistory);
    m_edit->setHistory(m_history);
}

void FilterBox::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_edit->placePopup(); // The line with the reason appeared or disappeared.
}

void FilterBox::apply(bool isWanted)
{
    m_delay->stop();
    auto result = Filter::parse(m_edit->text().trimmed());
    if (const auto *error = std::get_if<FilterError>(&result)) {
        FilterError shown = *error;
        for (const QChar c : m_edit->text()) { // Spaces trimmed before the position.
            if (!c.isSpace())
                break;
            ++shown.position;
        }
        m_edit->setError(shown);
        m_reason->setShown(filterErrorText(shown));
        m_reason->setToolTip(m_reason->text());
        return;
    }
    m_edit->setError(std::nullopt);
    m_reason->setShown({});
    Filter &filter = std::get<Filter>(result);
    const bool isSame = filter.text() == m_filter.text();
    if (isSame && (!isWanted || filter.isEmpty()))
        return;
    m_filter = std::move(filter);
    Q_EMIT filterChanged(m_filter);
}

void FilterBox::remember()
{
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty() || text != m_filter.text() || m_history.value(0) == text)
        return;
    m_history.removeAll(text);
    m_history.prepend(text);
    setHistory(m_history);
    Q_EMIT historyChanged();
}

QString FilterBox::base() const
{
    const QString text = m_edit->text();
    const bool isValid = std::holds_alternative<Filter>(Filter::parse(text));
    return isValid ? text : m_filter.text();
}

} // namespace broadcaster
