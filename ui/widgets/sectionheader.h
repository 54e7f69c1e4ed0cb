// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

class QLabel;

namespace broadcaster {

class Note;

/// A hairline, the section's name, and a sentence about it.
class SectionHeader final : public QWidget {
    Q_OBJECT

public:
    explicit SectionHeader(
        const QString &title, const QString &text = {}, QWidget *parent = nullptr);

    /// The sentence; null: none.
    void setText(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fitFonts();

    QLabel *m_title;
    Note *m_text;
};

} // namespace broadcaster
