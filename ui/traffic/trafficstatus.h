// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

class QProgressBar;
class QPushButton;

namespace broadcaster {

class CaptureOpener;
class ElidedLabel;
class KeptButton;
class Note;
class TrafficExport;
class TrafficModel;

/// The line below the messages: how many match, what is missing, what is kept, and the progress
/// of what takes time, with a way to end it.
class TrafficStatus final : public QWidget {
    Q_OBJECT

public:
    explicit TrafficStatus(QWidget *parent = nullptr);

    [[nodiscard]] KeptButton &kept() { return *m_kept; }
    [[nodiscard]] const KeptButton &kept() const { return *m_kept; }
    void showModel(const TrafficModel &model);
    /// What is under way, and how far it is.
    void showWork(
        const TrafficExport &saving, const CaptureOpener &opening, const TrafficModel &looking);
    /// One line about what came of it; stays until the next.
    void say(const QString &words, bool isError = false);

Q_SIGNALS:
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showProgress(const QString &what, double done);
    void hideProgress();

    Note *m_matches;
    ElidedLabel *m_message;
    ElidedLabel *m_error;
    Note *m_dropped;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    KeptButton *m_kept;
};

} // namespace broadcaster
