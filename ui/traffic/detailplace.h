// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/page.h"

#include <QtWidgets/QSplitter>

class QActionGroup;
class QMenu;

namespace broadcaster {

/// Divides a page between a list and the details of its chosen row: below it, or at its right where
/// there is room. The details have no place until there is something to show.
class DetailPlace final : public QSplitter {
    Q_OBJECT

public:
    enum class Side { Automatic, Right, Bottom };
    /// From that width on, in average letters of the font, Automatic is Right: the table beside the
    /// details still shows all its columns.
    static constexpr int WideInLetters = 205;

    explicit DetailPlace(QWidget *parent = nullptr);

    /// Called once.
    void setParts(QWidget *list, QWidget *details);

    /// The user's choice whether details are shown at all.
    [[nodiscard]] QAction &showAction() { return *m_show; }
    [[nodiscard]] QMenu &sideMenu() { return *m_sides; }
    void setFilled(bool isFilled); ///< There are details to show.
    [[nodiscard]] Side side() const { return m_side; }
    void setSide(Side side);

    void restore(const UiSettings &settings);
    void save(UiSettings &settings) const;

Q_SIGNALS:
    /// The list has another size, because details appeared or moved.
    void moved();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void addSide(const QString &text, const char *name, Side side);
    void arrange();
    void showDetails();

    QAction *m_show;
    QMenu *m_sides;
    QActionGroup *m_group;
    QWidget *m_details = nullptr;
    Side m_side = Side::Automatic;
    bool m_isFilled = false;
    QByteArray m_beside; ///< Sizes while the details are at the right,
    QByteArray m_below; ///< and while they are below. Empty: the usual ones.
};

} // namespace broadcaster
