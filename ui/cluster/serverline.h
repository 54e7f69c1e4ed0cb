// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/cluster.h"

#include <QtWidgets/QWidget>

namespace broadcaster {

class Note;
class StatusDot;

/// One Redis server: a dot, its address, and its figures or its trouble.
class ServerLine final : public QWidget {
    Q_OBJECT

public:
    explicit ServerLine(QWidget *parent = nullptr);

    void showServer(const ClusterServer &server);

private:
    StatusDot *m_dot;
    Note *m_url;
    Note *m_words;
};

} // namespace broadcaster
