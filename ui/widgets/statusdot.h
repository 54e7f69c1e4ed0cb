// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/note.h"

namespace broadcaster {

/// A dot in the colour of a note, to stand beside it: never without the words.
class StatusDot final : public QWidget {
    Q_OBJECT

public:
    explicit StatusDot(QWidget *parent = nullptr);

    void setTone(Note::Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Note::Tone m_tone = Note::Tone::Faint;
};

} // namespace broadcaster
