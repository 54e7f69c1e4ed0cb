// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filter.h"
#include "ui/filter/filtercompleter.h"

#include <QtCore/QStringList>
#include <QtWidgets/QLineEdit>

#include <optional>

class QCompleter;
class QStandardItemModel;
class QToolButton;

namespace broadcaster {

/// The line edit of a filter: fixed-width letters, suggestions while typing (Ctrl+Space shows them,
/// Tab takes the first), earlier filters under Down and the search icon, and a line under the
/// fault.
class FilterEdit final : public QLineEdit {
    Q_OBJECT

public:
    explicit FilterEdit(QWidget *parent = nullptr);
    /// Shown beside the button that clears, while there is a text.
    void addSaveButton(QAction &action);

    void setRecentRows(RecentRows rows) { m_completer.setRecentRows(std::move(rows)); }
    void setHistory(const QStringList &history) { m_history = history; }
    void setError(const std::optional<FilterError> &error);
    /// Puts an open popup below the whole parent, so that the parent's message stays visible.
    void placePopup();

Q_SIGNALS:
    /// Return was pressed, the field emptied, or an earlier filter chosen.
    void applied();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void addButtons();
    void placeButtons();
    void addPopup();
    void suggest(bool isAsked);
    void showHistory();
    void showPopup(const FilterSuggestions &suggestions, int width);
    [[nodiscard]] bool isPopupOpen() const;
    /// Takes the chosen suggestion, or the first; false when the popup is closed.
    bool takeSuggestion();
    void insert(const QModelIndex &index);
    void apply();
    /// True: the popup used the key.
    bool handlePopupKey(QKeyEvent *event);
    [[nodiscard]] int xOf(qsizetype position) const;

    FilterCompleter m_completer;
    QStringList m_history;
    std::optional<FilterError> m_error;
    QToolButton *m_historyButton = nullptr;
    QToolButton *m_clearButton = nullptr;
    QToolButton *m_saveButton = nullptr; ///< Null without addSaveButton().
    QCompleter *m_popup = nullptr;
    QStandardItemModel *m_items = nullptr;
    qsizetype m_replacedAt = 0; ///< The place that a suggestion replaces.
    qsizetype m_replacedLength = 0;
    bool m_isHistoryShown = false;
    bool m_isInserting = false;
};

} // namespace broadcaster
