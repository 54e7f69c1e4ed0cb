// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/server/optionfield.h"

class QLineEdit;
class QPushButton;

namespace broadcaster {

/// An option that is edited as one line: a number, the name of a file, or a list with commas.
class LineField final : public OptionField {
    Q_OBJECT

public:
    explicit LineField(const Option &option, QWidget *parent = nullptr);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    void collect(BrokerConfig &draft) const override;
    [[nodiscard]] QString problem() const override;

    [[nodiscard]] QString text() const;
    /// Sets the text as if the user had typed it.
    void setText(const QString &text);
    [[nodiscard]] bool isEdited() const;
    void focusField();
    /// Whether the file can be chosen here: not when it is on another machine.
    void setBrowsable(bool isBrowsable);

Q_SIGNALS:
    /// The user wants to choose the file that the option names.
    void fileWanted();

protected:
    void mark(bool isWrong, const QString &description) override;
    [[nodiscard]] QString explanation() const override;

private:
    [[nodiscard]] QStringList values() const;
    [[nodiscard]] QString withUnit(qint64 number) const;
    [[nodiscard]] QString shown(qint64 number) const;
    void showValue(const BrokerConfig &config);

    bool m_isNumber;
    QLineEdit *m_edit;
    QPushButton *m_browse = nullptr; ///< Null: the option names no file.
};

} // namespace broadcaster
