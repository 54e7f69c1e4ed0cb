// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/captureinput.h"
#include "inspect/capture/capturelinereader.h"
#include "inspect/capture/harlimits.h"
#include "inspect/capture/harmessage.h"
#include "inspect/json/jsoncheck.h"

#include <vector>

class QIODevice;

namespace broadcaster {

/// Whether a file that begins like this is a HAR file, and not JSON Lines.
[[nodiscard]] bool isHar(QByteArrayView beginning);

/// Reads the messages of all WebSockets of a HAR file, in the order of their times. The whole text
/// is in memory meanwhile, MaxHarBytes at most.
class HarReader final : public CaptureInput {
public:
    /// The device is open and outlives the reader. At most `maxRows` messages are read. REQUIRES: a
    /// project in `defaults`.
    HarReader(QIODevice &device, CaptureLineReader::Defaults defaults, qsizetype maxRows);

    [[nodiscard]] CapturedBatch readSlice(qsizetype maxBytes) override;
    [[nodiscard]] bool isAtEnd() const override { return m_step == Step::End; }
    [[nodiscard]] double progress() const override;

private:
    enum class Step { Load, Check, Find, Rows, End };
    struct Found {
        qint64 timeMs = 0;
        qsizetype begin = 0; ///< Place of the element in the text.
        quint32 socket = 0;
    };

    void load(qsizetype maxBytes);
    void check(qsizetype maxBytes);
    void openEntries();
    void findMessages(qsizetype maxBytes);
    /// False at the end of the entries.
    [[nodiscard]] bool openSocket();
    void note(const JsonValue &element);
    void learnClient(const HarMessage &message);
    void sortFound();
    void addRows(qsizetype maxBytes);
    void noteBadAt(qsizetype offset, const CaptureError &error);
    void refuse(CaptureError error);
    [[nodiscard]] qsizetype offsetOf(QByteArrayView part) const;
    [[nodiscard]] qint64 lineAt(qsizetype offset) const;

    QIODevice &m_device;
    CaptureLineReader::Defaults m_defaults;
    qsizetype m_maxRows;
    Step m_step = Step::Load;
    QByteArray m_text;
    QByteArrayView m_json; ///< The text without a byte order mark.
    std::optional<JsonCheck> m_check;
    std::optional<JsonCursor> m_entries;
    std::optional<JsonCursor> m_messages; ///< Messages of the last socket.
    std::vector<HarSocket> m_sockets;
    int m_looked = 0; ///< Received messages of the last socket that were searched for its id.
    std::vector<Found> m_found;
    size_t m_next = 0; ///< In m_found.
    CapturedRows m_batch;
};

} // namespace broadcaster
