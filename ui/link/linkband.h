// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"
#include "ui/theme/rowcolour.h"

#include <QtWidgets/QWidget>

namespace broadcaster {

class ElidedLabel;
class LinkActions;

/// The line above the pages of a broker elsewhere, in the colour that the user gave to the broker:
/// its address, what the key allows, and what is wrong with the connection.
class LinkBand final : public QWidget {
    Q_OBJECT

public:
    /// The actions outlive it.
    explicit LinkBand(LinkActions &actions, QWidget *parent = nullptr);

    /// Call it each second while an attempt is planned.
    void show(const Link &link);
    void setColour(RowColour colour);
    /// One sentence that is shown while the connection lasts and nothing is wrong with it.
    void setNotice(const QString &notice);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showWords();

    Link m_link; ///< The link that is shown.
    QString m_notice;
    RowColour m_colour = RowColour::Blue;
    ElidedLabel *m_address;
    ElidedLabel *m_words;
};

} // namespace broadcaster
