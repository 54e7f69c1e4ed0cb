// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

#include <QtWidgets/QDialog>

#include <functional>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace broadcaster {

class Note;

/// Asks for the address of a broker and its key.
class ConnectDialog final : public QDialog {
    Q_OBJECT

public:
    struct Choice {
        QString address;
        QString key; ///< A secret; empty: the one that is kept, if there is one.
        bool keepsKey = false; ///< In the desktop's keyring.
    };
    /// Fails with InvalidArgument for a text that is not an address; the answer is as
    /// Link::address.
    using Check = std::function<Result<QString>(const QString &address)>;

    /// `addresses` are offered, the first one is filled in.
    ConnectDialog(const QStringList &addresses, Check check, QWidget *parent);

    /// The address is right, the key is wanted.
    void askForKey();
    [[nodiscard]] Choice choice() const;
    void accept() override;

Q_SIGNALS:
    void chosen(const broadcaster::ConnectDialog::Choice &choice);

private:
    void showFault();

    const Check m_check;
    QComboBox *m_address;
    Note *m_fault;
    QLineEdit *m_key;
    QCheckBox *m_keeps;
    QPushButton *m_connect;
};

} // namespace broadcaster
