// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/capturewriter.h"
#include "ui/prompts/prompts.h"

#include <QtCore/QTimer>

#include <memory>
#include <vector>

namespace broadcaster {

class TrafficModel;
class TrafficStore;

/// Writes the rows of a model into a file, one slice per turn of the event loop. Later messages are
/// not part of it; rows that the store drops before their turn are missing.
class TrafficExport final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Writes these messages of the model's store, with its columns of fields. `sequences` grow.
    void start(
        const TrafficModel &model, std::vector<quint64> sequences, const Prompts::File &file);
    /// Removes the unfinished file.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_writer != nullptr; }
    [[nodiscard]] double progress() const;

Q_SIGNALS:
    void progressed();
    void finished(qint64 rows, const QString &path);
    void failed(const QString &reason);

private:
    void work();
    /// Some of the rows have a mark or a comment.
    [[nodiscard]] bool hasNotes() const;
    [[nodiscard]] std::optional<TrafficRow> nextRow();

    const TrafficStore *m_store = nullptr;
    QString m_path;
    std::vector<quint64> m_rows;
    size_t m_next = 0;
    std::unique_ptr<CaptureWriter> m_writer;
    QTimer *m_timer = nullptr;
};

} // namespace broadcaster
