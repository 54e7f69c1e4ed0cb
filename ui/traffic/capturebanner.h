// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

namespace broadcaster {

class CaptureOpener;
class ElidedLabel;
class Note;

/// Tells that the shown messages come from a file, and leads back.
class CaptureBanner final : public QWidget {
    Q_OBJECT

public:
    explicit CaptureBanner(QWidget *parent = nullptr);

    void showCapture(const CaptureOpener &capture);

Q_SIGNALS:
    void leaveWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Note *m_name;
    ElidedLabel *m_error;
};

} // namespace broadcaster
