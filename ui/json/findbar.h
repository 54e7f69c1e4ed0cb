// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/json/findtarget.h"

#include <QtWidgets/QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace broadcaster {

/// The line for searching the shown message: "3 of 12". Return and F3 go on, Shift goes back, and
/// Escape closes it.
class FindBar final : public QWidget {
    Q_OBJECT

public:
    static constexpr int MaxLength = 1'000; ///< Characters of the wanted text.

    explicit FindBar(QWidget *parent = nullptr);

    /// The view that is searched from now on; null: none. Outlives the bar, or is replaced.
    void setTarget(FindTarget *target);
    /// Searches again, in another text of the target.
    void refresh();
    void open(); ///< Shows the bar, with the focus.
    void close();
    void step(FindStep step); ///< Opens the bar first when it is closed.

Q_SIGNALS:
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addButton(QHBoxLayout &row, const char *name, const char *icon, const QString &tip,
        void (FindBar::*run)());
    void goNext();
    void goBack();
    void endSearch();
    void find(FindStep step);

    FindTarget *m_target = nullptr;
    QLineEdit *m_wanted;
    QLabel *m_count;
};

} // namespace broadcaster
