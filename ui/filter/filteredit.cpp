// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/filteredit.h"

#include "ui/filter/filtererrortext.h"
#include "ui/filter/suggestiondelegate.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QToolButton>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ButtonSide = 22;
constexpr int ShownItems = 12;

QToolButton *addButton(QWidget *parent, const char *icon, const QString &name, const QString &tip)
{
    auto *button = new QToolButton(parent);
    button->setIcon(themedIcon(icon));
    button->setIconSize({ IconSide, IconSide });
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus); // Both buttons have a key: Down and Escape.
    button->setCursor(Qt::ArrowCursor);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    return button;
}

} // namespace

FilterEdit::FilterEdit(QWidget *parent)
    : QLineEdit(parent)
{
    setFont(fixedFont());
    setPlaceholderText(tr("Filter: a word, or type == \"docs\" && size > 4KiB"));
    setAccessibleName(tr("Filter"));
    addButtons();
    addPopup();
    connect(this, &QLineEdit::textEdited, this, [this] {
        if (!m_isInserting)
            suggest(false);
    });
    connect(this, &QLineEdit::textChanged, this,
        [this] { m_clearButton->setVisible(!text().isEmpty()); });
}

void FilterEdit::addButtons()
{
    m_historyButton = addButton(
        this, "search", tr("Earlier filters"), tr("Earlier filters (Down in the empty field)"));
    m_historyButton->setObjectName(u"filterHistory"_s);
    connect(m_historyButton, &QToolButton::clicked, this, [this] {
        setFocus();
        showHistory();
    });
    m_clearButton = addButton(this, "close", tr("Clear the filter"), tr("Clear the filter (Esc)"));
    m_clearButton->setObjectName(u"filterClear"_s);
    m_clearButton->hide();
    connect(m_clearButton, &QToolButton::clicked, this, [this] {
        clear();
        setFocus();
        apply();
    });
}

void FilterEdit::addSaveButton(QAction &action)
{
    const QString key = action.shortcut().toString(QKeySequence::NativeText);
    //: The name of an action, and its key
    const QString tip = tr("%1 (%2)").arg(action.text(), key);
    m_saveButton = addButton(this, "add", action.text(), tip);
    m_saveButton->setObjectName(u"filterSave"_s);
    m_saveButton->setVisible(!text().isEmpty());
    connect(m_saveButton, &QToolButton::clicked, &action, &QAction::trigger);
    connect(this, &QLineEdit::textChanged, this,
        [this] { m_saveButton->setVisible(!text().isEmpty()); });
    placeButtons();
}

void FilterEdit::placeButtons()
{
    const int outside = LayoutStep - (ButtonSide - IconSide) / 2;
    const int top = (height() - ButtonSide) / 2;
    const QRect left(outside, top, ButtonSide, ButtonSide);
    const QRect right(width() - outside - ButtonSide, top, ButtonSide, ButtonSide);
    m_historyButton->setGeometry(QStyle::visualRect(layoutDirection(), rect(), left));
    m_clearButton->setGeometry(QStyle::visualRect(layoutDirection(), rect(), right));
    constexpr int OwnMargin = 2; // Margin that QLineEdit adds to that of its style.
    QStyleOptionFrame option;
    initStyleOption(&option);
    const int styleMargin
        = style()->subElementRect(QStyle::SE_LineEditContents, &option, this).left();
    const int margin = std::max(0, LayoutStep + IconSide + LayoutStep - OwnMargin - styleMargin);
    int behind = margin;
    if (m_saveButton) {
        const QRect beside = right.translated(-ButtonSide, 0);
        m_saveButton->setGeometry(QStyle::visualRect(layoutDirection(), rect(), beside));
        behind += ButtonSide;
    }
    setTextMargins(margin, 0, behind, 0);
}

void FilterEdit::addPopup()
{
    m_items = new QStandardItemModel(this);
    m_popup = new QCompleter(m_items, this);
    m_popup->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_popup->setMaxVisibleItems(ShownItems);
    m_popup->setWidget(this); // Not setCompleter(): it would replace the whole text.
    m_popup->popup()->setObjectName(u"filterPopup"_s);
    m_popup->popup()->setAccessibleName(tr("Suggestions"));
    m_popup->popup()->setFont(font());
    m_popup->popup()->setItemDelegate(new SuggestionDelegate(m_popup->popup()));
    connect(
        m_popup, qOverload<const QModelIndex &>(&QCompleter::activated), this, &FilterEdit::insert);
}

void FilterEdit::setError(const std::optional<FilterError> &error)
{
    m_error = error;
    setProperty(InvalidProperty, error.has_value());
    const QString words = error ? filterErrorText(*error) : QString();
    setToolTip(words);
    setAccessibleDescription(words);
    update();
}

bool FilterEdit::event(QEvent *event)
{
    // Tab never comes as a key press when the focus can move on.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Tab
        && takeSuggestion()) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    if (isPopupOpen() && handlePopupKey(event))
        return;
    const bool isControl = event->modifiers().testFlag(Qt::ControlModifier);
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        apply();
        event->accept();
        return;
    case Qt::Key_Escape:
        if (text().isEmpty())
            break;
        clear();
        apply();
        event->accept();
        return;
    case Qt::Key_Down:
        if (text().isEmpty() || event->modifiers().testFlag(Qt::AltModifier))
            showHistory();
        else
            suggest(true);
        event->accept();
        return;
    case Qt::Key_Space:
        if (!isControl)
            break;
        suggest(true);
        event->accept();
        return;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

bool FilterEdit::handlePopupKey(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_popup->popup()->currentIndex().isValid()) {
            m_popup->popup()->hide();
            return false; // The typed text is the intended one.
        }
        event->ignore(); // The completer takes the chosen suggestion.
        return true;
    case Qt::Key_Escape:
        event->ignore(); // The completer closes its popup.
        return true;
    default:
        return false;
    }
}

void FilterEdit::suggest(bool isAsked)
{
    const FilterSuggestions suggestions = m_completer.at(text(), cursorPosition(), isAsked);
    m_isHistoryShown = false;
    if (suggestions.items.isEmpty()) {
        m_popup->popup()->hide();
        return;
    }
    constexpr int Usual = 420;
    showPopup(suggestions, std::min(width(), Usual));
}

void FilterEdit::showHistory()
{
    if (m_history.isEmpty())
        return;
    FilterSuggestions suggestions { 0, text().size(), {} };
    for (const QString &filter : std::as_const(m_history))
        suggestions.items.append({ filter, {} });
    m_isHistoryShown = true;
    showPopup(suggestions, width());
}

void FilterEdit::showPopup(const FilterSuggestions &suggestions, int width)
{
    m_replacedAt = suggestions.position;
    m_replacedLength = suggestions.length;
    m_items->clear();
    for (const FilterSuggestions::Item &item : suggestions.items) {
        auto *row = new QStandardItem(item.text);
        row->setData(item.hint, SuggestionDelegate::HintRole);
        row->setData(item.hint, Qt::AccessibleDescriptionRole);
        m_items->appendRow(row);
    }
    const int left = std::clamp(
        xOf(m_replacedAt) - LayoutStep, 0, std::max(0, this->width() - width));
    m_popup->complete(QRect(left, 0, width, height()));
    // Return applies the typed text until a suggestion is chosen.
    m_popup->popup()->setCurrentIndex({});
    placePopup();
}

void FilterEdit::placePopup()
{
    QWidget *popup = m_popup->popup();
    const int below = parentWidget()->mapToGlobal(QPoint(0, parentWidget()->height())).y();
    if (popup->isVisible() && popup->y() > mapToGlobal(QPoint(0, 0)).y())
        popup->move(popup->x(), below);
}

bool FilterEdit::isPopupOpen() const
{
    return m_popup->popup()->isVisible();
}

bool FilterEdit::takeSuggestion()
{
    if (!isPopupOpen())
        return false;
    const QModelIndex chosen = m_popup->popup()->currentIndex();
    const QModelIndex index = chosen.isValid() ? chosen : m_popup->completionModel()->index(0, 0);
    m_popup->popup()->hide();
    insert(index);
    return true;
}

void FilterEdit::insert(const QModelIndex &index)
{
    const QString chosen = index.data().toString();
    setSelection(static_cast<int>(m_replacedAt), static_cast<int>(m_replacedLength));
    m_isInserting = true; // QLineEdit treats it like typing, so that it can be undone.
    QLineEdit::insert(chosen);
    m_isInserting = false;
    if (m_isHistoryShown)
        apply();
}

void FilterEdit::apply()
{
    m_popup->popup()->hide();
    Q_EMIT applied();
}

int FilterEdit::xOf(qsizetype position) const
{
    constexpr int CursorMargin = 5; // Margin of QLineEdit::cursorRect().
    const auto advance = [this](qsizetype length) {
        return fontMetrics().horizontalAdvance(text(), static_cast<int>(length));
    };
    return cursorRect().left() + CursorMargin + advance(position) - advance(cursorPosition());
}

void FilterEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!m_error || text().isEmpty())
        return;
    const QMargins margins = textMargins();
    const int begin = std::max(xOf(m_error->position), margins.left());
    const int end = std::max(xOf(m_error->position + m_error->length),
        begin
            + fontMetrics().horizontalAdvance(u' ')); // The fault may be a missing end of the text.
    constexpr int Thickness = 2;
    const int top = (height() + fontMetrics().height()) / 2;
    QPainter painter(this);
    painter.fillRect(QRect(QPoint(begin, top),
                         QPoint(std::min(end, width() - margins.right()), top + Thickness - 1)),
        Theme::of(palette()).bad);
}

void FilterEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    placeButtons();
}

void FilterEdit::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::StyleChange)
        placeButtons();
}

} // namespace broadcaster
