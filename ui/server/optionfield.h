// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/options.h"

#include <QtWidgets/QWidget>

namespace broadcaster {

class Note;

/// One option of the broker on the Server page, in a row: its name, the widgets that edit it, and
/// a note that explains the option or says what is wrong with the value.
class OptionField : public QWidget {
    Q_OBJECT

public:
    /// What the broker runs with now. What the user has changed stays.
    virtual void showConfig(const BrokerConfig &config) = 0;
    /// The same, and what the user has changed is given up.
    virtual void revert(const BrokerConfig &config) = 0;
    /// Writes the value if it is valid.
    virtual void collect(BrokerConfig &draft) const = 0;
    /// What is wrong with the value; null if the broker takes it.
    [[nodiscard]] virtual QString problem() const = 0;

    [[nodiscard]] const Option &option() const { return m_option; }
    [[nodiscard]] QString label() const;
    /// Says what the broker found wrong, until the next edit; null: nothing.
    void showError(const QString &error);

Q_SIGNALS:
    void edited();

protected:
    /// REQUIRES: the option has a label.
    OptionField(const Option &option, QWidget *parent);

    /// The name of the widget that edits the value.
    [[nodiscard]] QString fieldName() const;
    enum class NotePlace {
        Beside, ///< The widgets are short.
        Below, ///< The first widget takes the width of the row.
    };
    /// Lays the label, the widgets and the note out. REQUIRES: called once, at the end of the
    /// constructor.
    void layOut(const QList<QWidget *> &widgets, NotePlace notePlace,
        Qt::Alignment labelAlignment = Qt::AlignVCenter);
    /// Called by each edit of the user.
    void edit();
    /// Shows the error, the problem or else what the option means.
    void showNote();
    /// Marks the widgets that hold a wrong value, and describes the value for screen readers.
    virtual void mark(bool isWrong, const QString &description) = 0;
    [[nodiscard]] virtual QString explanation() const;

private:
    const Option &m_option;
    QString m_error;
    Note *m_note;
};

/// A text of an option's row in the language of the window.
[[nodiscard]] QString optionText(const char *text);

} // namespace broadcaster
