// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/captureinput.h"
#include "inspect/traffic/trafficstore.h"

#include <QtCore/QFile>
#include <QtCore/QTimer>

#include <memory>

namespace broadcaster {

/// Reads a capture, or a HAR file, into a store of its own, one slice per turn of the event loop.
class CaptureOpener final : public QObject {
    Q_OBJECT

public:
    explicit CaptureOpener(QObject *parent = nullptr);
    ~CaptureOpener() override;

    /// False: it cannot be read, and error() says why.
    [[nodiscard]] bool open(const QString &path, TrafficLimits limits);
    /// Ends reading; the rows read so far stay.
    void stop();
    /// Null until a file was opened. REQUIRES: nobody uses it when close() is called.
    [[nodiscard]] TrafficStore *store() { return m_store.get(); }
    void close();

    [[nodiscard]] bool isReading() const { return m_reader != nullptr; }
    [[nodiscard]] double progress() const { return m_reader ? m_reader->progress() : 1; }
    [[nodiscard]] const QString &name() const { return m_name; }
    /// The fault of the file, in one line; empty: none.
    [[nodiscard]] const QString &error() const { return m_error; }

Q_SIGNALS:
    void progressed();

private:
    void work();
    void noteEnd();
    [[nodiscard]] QString badText() const;

    QString m_name;
    QString m_error;
    std::unique_ptr<TrafficStore> m_store;
    QFile m_file;
    std::unique_ptr<CaptureInput> m_reader;
    bool m_isHar = false;
    QTimer m_timer;
};

} // namespace broadcaster
