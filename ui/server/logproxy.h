// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/logentry.h"

#include <QtCore/QSortFilterProxyModel>

namespace broadcaster {

class LogModel;

/// The log's lines of a level or above that contain a text.
class LogProxy final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit LogProxy(LogModel &model, QObject *parent = nullptr);

    void setLevel(LogLevel level);
    void setText(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    LogModel &m_model;
    LogLevel m_level = LogLevel::Debug;
    QString m_text;
};

} // namespace broadcaster
