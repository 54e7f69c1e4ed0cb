// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

class QProgressBar;
class QPushButton;

namespace broadcaster {

class CaptureOpener;
class Console;
class ElidedLabel;
class KeptButton;
class Note;
class TrafficExport;
class TrafficModel;
class WishButton;

/// The line below the messages: the numbers of matching, missing and kept ones, and the progress of
/// long work, with a button to end it.
class TrafficStatus final : public QWidget {
    Q_OBJECT

public:
    /// The console outlives it.
    explicit TrafficStatus(Console &console, QWidget *parent = nullptr);

    [[nodiscard]] KeptButton &kept() { return *m_kept; }
    [[nodiscard]] const KeptButton &kept() const { return *m_kept; }
    [[nodiscard]] WishButton &wish() { return *m_wish; }
    [[nodiscard]] const WishButton &wish() const { return *m_wish; }
    void showModel(const TrafficModel &model);
    /// The present work and its progress.
    void showWork(
        const TrafficExport &saving, const CaptureOpener &opening, const TrafficModel &looking);
    /// One line about its result; stays until the next.
    void say(const QString &words, bool isError = false);
    /// Clears the line if it still says this.
    void takeBack(const QString &words);

    void offerUndo(bool isPossible);
    /// Beside the text of say(), until the next: a button that opens the folder of the file.
    void offerFolder(const QString &path);
    /// The number of selected messages, where it is more than one.
    void showSelected(qint64 count);

Q_SIGNALS:
    void cancelled();
    /// The cleared messages are to come back.
    void undoWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    void showProgress(const QString &what, double done);
    void hideProgress();

    Note *m_matches;
    Note *m_selected;
    ElidedLabel *m_message;
    ElidedLabel *m_error;
    Note *m_dropped;
    Note *m_lostNotes;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QPushButton *m_undo;
    QPushButton *m_folder;
    QString m_path; ///< The file of m_folder.
    WishButton *m_wish;
    KeptButton *m_kept;
};

} // namespace broadcaster
