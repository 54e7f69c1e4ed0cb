// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/json/findtarget.h"
#include "ui/json/rawtext.h"

class QCheckBox;
class QLabel;

namespace broadcaster {

/// A message as it was on the wire, or indented.
class RawView final : public QWidget, public FindTarget {
    Q_OBJECT

public:
    explicit RawView(QWidget *parent = nullptr);

    void setText(const QByteArray &text);
    [[nodiscard]] RawText *textWidget() const { return m_text; }
    Result find(const QByteArray &wanted, FindStep step) override;
    void endFind() override;

private:
    void showText();

    QByteArray m_wire;
    RawText *m_text;
    QCheckBox *m_indented;
    QLabel *m_size;
    QByteArray m_wanted; ///< The text that m_found has the places of.
    FoundPlaces m_found;
};

} // namespace broadcaster
