// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>

namespace broadcaster {

/// State of the process around the broker: its log and the files that its next start needs. The
/// program sets it, /ready and /metrics show it. Any thread.
class ProcessHealth final {
public:
    enum class Part {
        StandardError,
        Log,
        ServiceKeyFile,
        ViewerKeyFile,
        ClusterSecretFile,
        Certificate,
        CertificateKey,
        CertificateInUse, ///< The certificate in use differs from the one in the files.
        DataFolder,
        PartCount,
    };

    /// One English sentence; null if the part works.
    struct Problem {
        QString text; ///< For everybody: without paths.
        QString detail {}; ///< The same with the paths in it; null if there are none.

        friend bool operator==(const Problem &, const Problem &) = default;
    };
    /// True if the state changed.
    bool setProblem(Part part, const Problem &problem);
    [[nodiscard]] QList<Problem> problems() const;

    /// Log lines that no output took.
    void addDroppedLines(qint64 lines) { m_droppedLines += lines; }
    [[nodiscard]] qint64 droppedLines() const { return m_droppedLines; }
    /// Log lines left out because one place in the program wrote too many.
    void addLeftOutLines(qint64 lines) { m_leftOutLines += lines; }
    [[nodiscard]] qint64 leftOutLines() const { return m_leftOutLines; }

private:
    mutable std::mutex m_mutex;
    std::array<Problem, static_cast<size_t>(Part::PartCount)> m_problems;
    std::atomic<qint64> m_droppedLines { 0 };
    std::atomic<qint64> m_leftOutLines { 0 };
};

using HealthPointer = std::shared_ptr<ProcessHealth>;

} // namespace broadcaster
