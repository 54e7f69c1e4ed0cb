// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/clients/clientsmodel.h"

#include <QtWidgets/QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;

namespace broadcaster {

class CopyField;
class Note;

/// Everything that is known of one client.
class ClientDetails final : public QWidget {
    Q_OBJECT

public:
    explicit ClientDetails(Console &console, QWidget *parent = nullptr);

    void showClient(const ClientsModel::Row &row, const ClientLabel &label, qint64 nowMs);
    void showNothing(const QString &why);

private:
    Note *addLine(const QString &label, const QString &objectName);
    [[nodiscard]] QString keyText(const ClientInfo &client);
    void askForKeys();

    Console &m_console;
    QFuture<Result<QList<ApiKeyInfo>>> m_asked;
    QHash<qint64, QString> m_keyNames; ///< By ApiKeyInfo::keyId.
    qint64 m_lookedForKey = 0; ///< Requested already, found or not.
    ClientInfo m_client;
    QFormLayout *m_form;
    QWidget *m_lines;
    Note *m_nothing;
    Note *m_name;
    CopyField *m_id;
    Note *m_kind;
    Note *m_broker;
    Note *m_since;
    Note *m_address;
    Note *m_userAgent;
    Note *m_origin;
    Note *m_key;
};

} // namespace broadcaster
