// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/sequence/sequencepainter.h"

#include <QtCore/QObject>

#include <functional>

namespace broadcaster {

class SequenceModel;
class SequenceView;

/// Makes pictures and text of a whole diagram. Asks for the receivers of all its messages first.
class SequenceExport final : public QObject {
    Q_OBJECT

public:
    static constexpr int MaxRows = 1'000;
    static constexpr int MaxSide = 20'000; ///< Pixels of a PNG on one side.
    static constexpr qint64 MaxPixels = 64'000'000;

    enum class Format { Svg, Png, Mermaid };

    /// Both outlive it.
    SequenceExport(SequenceModel &model, const SequenceView &view, QObject *parent = nullptr);

    /// Writes the file, at once or after some answers of the broker. Ends with saved() or failed().
    void save(Format format, const QString &path);
    /// The same into the clipboard, as Mermaid.
    void copyMermaid();

Q_SIGNALS:
    void saved(const QString &path);
    void copied(int messages);
    void failed(const QString &reason);

private:
    void prepare(std::function<void()> then);
    void goOn();
    [[nodiscard]] std::vector<SequenceLine> lines();
    [[nodiscard]] QStringList names() const;
    /// Null: it failed, and that was told.
    [[nodiscard]] QString mermaid();
    void write(Format format, const QString &path);
    [[nodiscard]] bool writeSvg(const QString &path);
    [[nodiscard]] bool writePng(const QString &path);
    [[nodiscard]] QSize pictureSize(const SequencePainter &shapes) const;
    void paint(QPainter &painter, const SequencePainter &shapes, const QSize &size);

    SequenceModel &m_model;
    const SequenceView &m_view;
    std::function<void()> m_then; ///< Runs when all receivers are known.
    int m_rounds = 0;
};

} // namespace broadcaster
