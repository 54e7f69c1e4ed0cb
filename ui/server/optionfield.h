// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/options.h"

#include <QtWidgets/QWidget>

class QGridLayout;
class QLabel;

namespace broadcaster {

class Note;

/// One option of the broker on the Server page, in a row: its name, the widgets that edit it, and a
/// note that explains the option or names the fault of the value. In a narrow window the name
/// stands above the widgets.
class OptionField : public QWidget {
    Q_OBJECT

public:
    /// Shows the broker's present value. Keeps the user's change.
    virtual void showConfig(const BrokerConfig &config) = 0;
    /// The same, but discards the user's change.
    virtual void revert(const BrokerConfig &config) = 0;
    /// Writes the value if it is valid.
    virtual void collect(BrokerConfig &draft) const = 0;
    /// The fault of the value; null if the broker takes it.
    [[nodiscard]] virtual QString problem() const = 0;

    [[nodiscard]] const Option &option() const { return m_option; }
    [[nodiscard]] QString label() const;
    /// Shows the broker's refusal until the next edit; null: none.
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
    /// Shows the error, the problem or else the meaning of the option.
    void showNote();
    /// Marks the widgets that hold a wrong value, and describes the value for screen readers.
    virtual void mark(bool isWrong, const QString &description) = 0;
    [[nodiscard]] virtual QString explanation() const;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    const Option &m_option;
    QString m_error;
    Note *m_note;
    NotePlace m_notePlace = NotePlace::Beside;
    Qt::Alignment m_labelAlignment;
    bool m_isStacked = false;
    QGridLayout *m_grid;
    QLabel *m_label;
    QWidget *m_widgets;
};

/// A text of an option's row in the language of the window.
[[nodiscard]] QString optionText(const char *text);

} // namespace broadcaster
