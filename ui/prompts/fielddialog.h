// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QDialog>

#include <functional>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace broadcaster {

class Note;

/// Asks for a line of text. The fault of the text is shown below the field, and a text with a fault
/// cannot be accepted.
class FieldDialog : public QDialog {
    Q_OBJECT

public:
    struct Words {
        QString title;
        QString label; ///< Name of the field, with an access key.
        QString verb; ///< On the button that accepts.
    };
    /// The opinion on a text; without words, nothing is shown.
    struct Verdict {
        enum class Kind { Good, Warning, Fault };
        Kind kind = Kind::Good;
        QString words;
    };
    using Check = std::function<Verdict(const QString &text)>;

    /// `name` is the object name of the field; those of its fault and of the button begin with it.
    FieldDialog(const QString &name, const Words &words, QWidget *parent);

    [[nodiscard]] QString text() const;
    void accept() override;

protected:
    [[nodiscard]] QLineEdit &field() { return *m_field; }
    /// Puts a widget above the field's label, or below the fault.
    void addAbove(QWidget *widget);
    void addBelow(QWidget *widget);
    /// Sets the first text. `check` is asked then, after each change, and before the text is
    /// accepted.
    void begin(const QString &text, Check check);

private:
    /// False: the text has a fault.
    bool check();

    QLineEdit *m_field;
    Note *m_fault;
    QPushButton *m_accept;
    QVBoxLayout *m_rows;
    Check m_check;
};

} // namespace broadcaster
