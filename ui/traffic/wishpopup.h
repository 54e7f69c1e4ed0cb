// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"

#include "ui/widgets/popup.h"

class QLineEdit;
class QPushButton;
class QSpinBox;

namespace broadcaster {

class Note;

/// Sets the traffic that a broker elsewhere sends to this window: a filter, and a budget of bytes.
/// Return applies both, Escape closes. A dialog, because a menu takes the keys from its fields.
class WishPopUp final : public PopUp {
    Q_OBJECT

public:
    explicit WishPopUp(QWidget *parent);

    void setWish(const TrafficWish &wish);
    [[nodiscard]] const TrafficWish &wish() const { return m_wish; }
    /// The filter of the page, which a click takes over.
    void offer(const QString &filter);
    void openAbove(const QWidget &button);

    void accept() override;

Q_SIGNALS:
    void wishEdited();

private:
    void check();

    TrafficWish m_wish;
    QString m_offered;
    QLineEdit *m_filter;
    Note *m_fault;
    QSpinBox *m_mebibytes;
    QPushButton *m_take;
    QPushButton *m_apply;
};

} // namespace broadcaster
