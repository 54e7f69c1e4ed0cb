// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

class QAction;

namespace broadcaster {

class TrafficModel;
class TrafficView;
struct UiSettings;

/// Chooses the newest message a few times a second while the table follows it, if the user wants
/// the details to follow, too.
class DetailFollower final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    DetailFollower(TrafficView &view, TrafficModel &model, QObject *parent = nullptr);

    [[nodiscard]] QAction &action() { return *m_action; }
    void restore(const UiSettings &settings);
    void save(UiSettings &settings) const;

private:
    void toggle(bool isWanted);
    void chooseSoon();
    void choose();

    TrafficView &m_view;
    TrafficModel &m_model;
    QAction *m_action;
    QTimer m_soon;
};

} // namespace broadcaster
