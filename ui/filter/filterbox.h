// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filter.h"
#include "ui/filter/filtercompleter.h"

#include <QtCore/QStringList>
#include <QtWidgets/QWidget>

class QAction;
class QBoxLayout;
class QTimer;

namespace broadcaster {

class ClientNames;
class FilterEdit;
class Note;

/// The field for a filter. A valid filter applies a moment after it was typed, at once on Return;
/// while the text is wrong, the reason is shown below and the last valid filter stays.
class FilterBox final : public QWidget {
    Q_OBJECT

public:
    explicit FilterBox(QWidget *parent = nullptr);
    ~FilterBox() override;

    /// The source of suggestions. May be called whenever the user types.
    void setRecentRows(RecentRows rows);

    /// The filter that applies now.
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    /// The text of the field, valid or not.
    [[nodiscard]] QString filterText() const;
    /// Applies the text at once when it is valid. A line says so if it names clients that nobody
    /// has seen, as the filters of an earlier run do.
    void setFilterText(const QString &text);
    /// The clients that have been seen. They outlive the box.
    void setNames(const ClientNames &names);
    /// Adds a button for the action to the field; it is there while the field has a text.
    void addSaveButton(QAction &action);
    void addCondition(const QString &condition);
    void excludeCondition(const QString &condition);

    /// Filters that were used, latest first; at most MaxFilterHistory.
    [[nodiscard]] const QStringList &history() const { return m_history; }
    void setHistory(const QStringList &history);

Q_SIGNALS:
    void filterChanged(const broadcaster::Filter &filter);
    /// A filter was added to the history.
    void historyChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Applies the text. With `isWanted`, even when it applies already: "-5m" is counted anew.
    void apply(bool isWanted);
    void remember();
    void addHint(QBoxLayout &layout);
    [[nodiscard]] bool knowsItsClients() const;
    void showHint();
    /// The text that a new condition is joined to.
    [[nodiscard]] QString base() const;

    Filter m_filter;
    QStringList m_history;
    FilterEdit *m_edit;
    Note *m_reason;
    QWidget *m_oldIds; ///< Tells that the filter names clients that nobody has seen.
    const ClientNames *m_names = nullptr;
    QTimer *m_delay;
};

} // namespace broadcaster
