// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGui/QPixmap>
#include <QtWidgets/QWidget>

namespace broadcaster {

/// An image out of a message, not larger than it is, on squares that show where it is transparent.
/// A stranger wrote the file: only its head is read before its size is known to be harmless.
class ImageView final : public QWidget {
    Q_OBJECT

public:
    /// Pixels of an image that is read; 64 MiB of memory while it is scaled.
    static constexpr qint64 MaxPixels = 16 * 1024 * 1024;
    static constexpr int MaxSide = 2'048; ///< Larger images are kept smaller than they are.

    explicit ImageView(QWidget *parent = nullptr);

    /// `type` is one of imageType(). Returns one sentence when the image cannot be shown.
    [[nodiscard]] QString setFile(const QByteArray &file, const QByteArray &type);
    void clear();
    [[nodiscard]] QSize fileSize() const { return m_fileSize; }
    [[nodiscard]] const QPixmap &image() const { return m_image; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QPixmap m_image;
    QSize m_fileSize; ///< As the file says.
};

} // namespace broadcaster
