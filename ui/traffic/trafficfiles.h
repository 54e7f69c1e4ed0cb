// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/rowrange.h"

#include <QtCore/QObject>

class QWidget;

namespace broadcaster {

class CaptureOpener;
class Prompts;
class TrafficExport;
class TrafficModel;
class TrafficStatus;
class TrafficStore;

/// Saves the messages of a model into a file, and lets the model show those of a file instead of
/// the live ones, see docs/capture.md. Results are shown in the status line.
class TrafficFiles final : public QObject {
    Q_OBJECT

public:
    /// `live` holds the live messages. `page` is the parent, also of the questions.
    TrafficFiles(Prompts &prompts, TrafficModel &model, TrafficStore &live, TrafficStatus &status,
        QWidget &page);

    [[nodiscard]] bool isLive() const;
    [[nodiscard]] const TrafficExport &saving() const { return *m_saving; }
    [[nodiscard]] const CaptureOpener &opening() const { return *m_opening; }

    /// Asks for a file and saves the rows of the model.
    void save();
    void saveRows(const RowRanges &rows);
    void cancelSaving();
    /// Asks for a file and shows it.
    void choose();
    void open(const QString &path);
    void backToLive();
    /// Ends saving or else opening. False: neither is in progress.
    bool cancel();

Q_SIGNALS:
    /// saving() or opening() has changed.
    void progressed();
    void storeAboutToChange();
    /// The model shows another store: a file or the live one.
    void storeChanged();

private:
    void show(TrafficStore &store);

    Prompts &m_prompts;
    TrafficModel &m_model;
    TrafficStore &m_live;
    TrafficStatus &m_status;
    QWidget &m_page;
    TrafficExport *m_saving;
    CaptureOpener *m_opening;
};

} // namespace broadcaster
