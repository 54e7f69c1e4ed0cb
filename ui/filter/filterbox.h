// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filter.h"
#include "ui/filter/filtercompleter.h"

#include <QtCore/QStringList>
#include <QtWidgets/QWidget>

class QTimer;

namespace broadcaster {

class FilterEdit;
class Note;

/// Where a filter is written. What is valid is in force a moment after it was typed, at once on
/// Return; while the text is wrong, the reason is shown below and the last valid filter stays.
class FilterBox final : public QWidget {
    Q_OBJECT

public:
    explicit FilterBox(QWidget *parent = nullptr);
    ~FilterBox() override;

    /// Where suggestions come from. May be called whenever the user types.
    void setRecentRows(RecentRows rows);

    /// The one in force.
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    /// As it is written, valid or not.
    [[nodiscard]] QString filterText() const;
    /// In force at once, when it is valid.
    void setFilterText(const QString &text);
    void addCondition(const QString &condition);
    void excludeCondition(const QString &condition);

    /// Filters that were used, latest first; MaxFilterHistory at most.
    [[nodiscard]] const QStringList &history() const { return m_history; }
    void setHistory(const QStringList &history);

Q_SIGNALS:
    void filterChanged(const broadcaster::Filter &filter);
    /// Something to be remembered was added.
    void historyChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Puts what is written in force. With `isWanted`, even when it is in force already: "-5m" is
    /// counted anew.
    void apply(bool isWanted);
    void remember();
    /// What a condition is joined to.
    [[nodiscard]] QString base() const;

    Filter m_filter;
    QStringList m_history;
    FilterEdit *m_edit;
    Note *m_reason;
    QTimer *m_delay;
};

} // namespace broadcaster
