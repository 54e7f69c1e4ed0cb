// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/note.h"

class QLayout;

namespace broadcaster {

/// One important number, large, above its name.
class Figure final : public QWidget {
    Q_OBJECT

public:
    explicit Figure(QWidget *parent = nullptr);

    void setFigure(const QString &value, const QString &caption);
    /// Colour of the number; Plain at first.
    void setTone(Note::Tone tone) { m_value->setTone(tone); }
    [[nodiscard]] QString value() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void fitFonts();

    Note *m_value;
    Note *m_caption;
};

/// Figures side by side, from the left.
[[nodiscard]] QLayout *figureRow(const QList<Figure *> &figures);

} // namespace broadcaster
