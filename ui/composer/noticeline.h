// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QLabel>

namespace broadcaster {

/// One line about the widget beside it. Takes no room while it is empty.
class NoticeLine final : public QLabel {
    Q_OBJECT

public:
    enum class Tone { Plain, Good, Bad };

    NoticeLine(const QString &name, const QString &accessibleName, QWidget *parent = nullptr);

    void say(const QString &words, Tone tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTone();

    Tone m_tone = Tone::Plain;
    bool m_isColouring = false;
};

} // namespace broadcaster
