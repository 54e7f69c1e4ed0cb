// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/server/limitfields.h"

#include <QtWidgets/QWidget>

class QLineEdit;

namespace broadcaster {

class Note;

/// One number of the configuration: its name, a field, and beside it what it means or what is
/// wrong with what was typed.
class LimitEdit final : public QWidget {
    Q_OBJECT

public:
    explicit LimitEdit(const LimitField &field, QWidget *parent = nullptr);

    /// Shows what the broker runs with, unless the user has typed something else meanwhile.
    void showConfig(const BrokerConfig &config);
    void revert(const BrokerConfig &config);
    /// Writes the value, when it is one.
    void collect(BrokerConfig &config) const;
    /// Null when the value is one the broker takes.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QString label() const;

    void setText(const QString &text);
    void showError(const QString &error); ///< Until the next edit; null: none.
    void focusField();

Q_SIGNALS:
    void edited();

private:
    [[nodiscard]] std::optional<qint64> value() const;
    [[nodiscard]] QString bounds() const;
    void showNote();

    const LimitField &m_field;
    qint64 m_shown = 0;
    QString m_error;
    QLineEdit *m_edit;
    Note *m_note;
};

} // namespace broadcaster
